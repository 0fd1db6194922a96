#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tests/bench/load/lines.hpp"

namespace paraat::bench {

// Units that tell where they are, QoS 0, in turn and each a little further on; by eight lines.
struct BeaconPlan {
    int port = 0;
    std::size_t units = 500;
    double per_second = 0;  // 0 = as many as the broker takes
};

class BeaconSource : public Ear {
public:
    using Clock = std::chrono::steady_clock;
    BeaconSource(Lines& lines, const BeaconPlan& plan);

    void begin(Clock::time_point now) { begin_ = now; }
    void send_due(Clock::time_point now);
    std::size_t sent() const { return sent_; }
    std::size_t payload_bytes() const { return payload_bytes_; }
    void arrived(Line&, const mqtt::Publish&) override {}

private:
    void send(Line& line);

    const BeaconPlan plan_;
    std::vector<Line*> lines_;
    std::vector<std::string> topics_;
    Clock::time_point begin_;
    std::size_t sent_ = 0;
    std::size_t payload_bytes_ = 0;
};

// The name of that unit in the organisation of a Stand.
std::string unit_name(std::size_t number);

struct BeaconResult {
    double seconds = 0;
    std::size_t sent = 0;
    std::size_t sent_bytes = 0;  // of payloads
    std::size_t heard = 0;       // by the subscriber
    std::size_t heard_bytes = 0;
    std::chrono::nanoseconds cpu{0};  // of this thread
};

// Sends them for so long, with one subscriber of the filters, QoS 0.
BeaconResult send_beacons(const BeaconPlan& plan, std::chrono::seconds time, const std::vector<std::string>& filters);

}  // namespace paraat::bench

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tests/bench/load/lines.hpp"

namespace paraat::bench {

// Clients with a session, a last will and a receipt topic each, that all lose their connection at once, two seconds
// after the beginning, and try to come back evenly within ten.
class Crowd : public Ear {
public:
    using Clock = std::chrono::steady_clock;
    // All are there when it returns.
    Crowd(Lines& lines, int port, std::size_t size);

    void begin(Clock::time_point now) { begin_ = now; }
    // Throws them out when it is time, lets those come back who are due, and notes when the last is there.
    void go_on(Clock::time_point now);
    bool is_back() const { return took_s_ > 0; }
    // From when they were thrown out until the last was subscribed again; 0 before.
    double took_s() const { return took_s_; }
    void arrived(Line&, const mqtt::Publish&) override {}

private:
    void join();
    void note_whether_all_are_back();

    Lines& lines_;
    const int port_;
    const std::size_t size_;
    std::vector<Line*> members_;
    std::uint64_t session_ = 0;
    bool is_thrown_out_ = false;
    Clock::time_point begin_;
    Clock::time_point thrown_out_;
    double took_s_ = 0;
};

// The name of that one in the organisation of a Stand.
std::string crowd_name(std::size_t number);

}  // namespace paraat::bench

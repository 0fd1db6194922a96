#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace paraat::bench {

// Who sends, what, and how fast.
struct LoadPlan {
    int port = 0;
    std::size_t senders = 8;
    std::size_t messages = 0;
    // Of open loop: each message has its moment, and is late from then on. 0 = closed loop: a sender goes on as soon as
    // fewer than `window` of all wait for their receipt.
    double per_second = 0;
    std::size_t window = 1'000;
    std::size_t payload_bytes = 200;
    std::size_t consoles = 1;       // at most 64, that subscribe to all alerts
    double beacons_per_second = 0;  // that come beside, of the units of a Stand
    std::size_t crowd = 0;          // clients that are thrown out after two seconds, and are back within ten
};

struct LoadResult {
    std::chrono::nanoseconds took{0};  // from the first due to the last alert
    // From when each was due to when its alert arrived, at the first console and at the last; in the order of arrival.
    std::vector<double> alert_ms;
    std::vector<double> last_alert_ms;
    std::size_t receipts = 0;
    std::size_t missing = 0;      // alerts that did not come to each console
    std::size_t alert_bytes = 0;  // of one alert, and one receipt
    std::size_t receipt_bytes = 0;
    std::size_t beacons = 0;          // sent
    double crowd_s = 0;               // from when they were thrown out until the last was back
    std::chrono::nanoseconds cpu{0};  // what sending and hearing took of this thread
};

// Reports, each of another place so that it is its own incident, over sockets of its own: `senders` devices that have a
// receipt each, and subscribers of the division's alerts. Everything QoS 1. Ends when all alerts came and the crowd is
// back, or none came for ten seconds. Throws std::runtime_error when the broker does not take it.
LoadResult send_reports(const LoadPlan& plan);

// The name of that client of the crowd in the organisation of a Stand.
std::string crowd_name(std::size_t number);

}  // namespace paraat::bench

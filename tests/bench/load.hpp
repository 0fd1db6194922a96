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
};

struct LoadResult {
    std::chrono::nanoseconds took{0};  // from the first due to the last alert
    std::vector<double> alert_ms;      // from when each was due to when its alert arrived, in the order of arrival
    std::size_t receipts = 0;
    std::size_t missing = 0;      // alerts that did not come
    std::size_t alert_bytes = 0;  // of one alert, and one receipt
    std::size_t receipt_bytes = 0;
    std::chrono::nanoseconds cpu{0};  // what sending and hearing took of this thread
};

// Reports, each of another place so that it is its own incident, over sockets of its own: `senders` devices that have a
// receipt each, and one subscriber of the division's alerts. Everything QoS 1. Ends when all alerts came, or none came
// for ten seconds. Throws std::runtime_error when the broker does not take it.
LoadResult send_reports(const LoadPlan& plan);

}  // namespace paraat::bench

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace paraat::bench {

inline constexpr std::size_t consoles_most = 256;

// Who sends, what, and how fast.
struct LoadPlan {
    int port = 0;
    std::size_t senders = 8;
    std::size_t messages = 0;
    // Of open loop: each message has its moment, and is late from then on. 0 = closed loop: a sender goes on as soon as
    // fewer than `window` of all wait for their receipt, or where nobody gives receipts, for their alert.
    double per_second = 0;
    std::size_t window = 1'000;
    std::size_t payload_bytes = 200;
    // 0 = each report is of a place of its own and opens an incident. Otherwise they are of so many places in turn, and
    // join what is open there; then a receipt is what is waited for, since no alert tells each of them.
    std::size_t places = 0;
    std::size_t consoles = 1;  // at most consoles_most, that subscribe to what is heard
    std::string heard = "oov/+/alert/+";
    bool has_receipts = true;       // false = what is heard are the reports themselves
    double beacons_per_second = 0;  // that come beside, of the units of a Stand
    std::size_t crowd = 0;          // clients that are thrown out after two seconds, and try to be back within ten
    // What has not come by then is lost: a peer that collapses must not hold up the others.
    std::chrono::seconds longest{180};
    std::function<void()> look = {};  // each ten seconds, by the thread that sends
};

struct LoadResult {
    std::chrono::nanoseconds took{0};  // from the first due to the last that was heard
    // From when each was due to when its alert arrived, at the first console and at the last; in the order of arrival.
    // Where reports are of few places: to when its receipt arrived, in both.
    std::vector<double> alert_ms;
    std::vector<double> last_alert_ms;
    std::size_t sent = 0;
    std::size_t receipts = 0;
    std::size_t missing = 0;      // of all messages those whose alert did not come to each console
    std::size_t alert_bytes = 0;  // of one alert, and one receipt
    std::size_t receipt_bytes = 0;
    std::size_t beacons = 0;          // sent
    double crowd_s = 0;               // from when they were thrown out until the last was back; 0 = some are not
    std::chrono::nanoseconds cpu{0};  // what sending and hearing took of this thread
};

// How late an alert is that never came, in milliseconds: as long as anybody waits for one.
inline constexpr double never_ms = 180'000;

// How late the alert at that part of the way through all is, 0 .. 1, in milliseconds; never_ms where one of them did
// not come, so that a peer which loses what is slow is not the faster one.
double late_ms(const LoadResult& result, double part);

// Reports over sockets of its own: `senders` devices that have a receipt each, and subscribers of the division's
// alerts. Everything QoS 1. Ends when all alerts came and the crowd is back, none came for ten seconds, or it took
// longest. Throws std::runtime_error when the broker does not take it.
LoadResult send_reports(const LoadPlan& plan);

}  // namespace paraat::bench

#pragma once

#include <string>
#include <vector>

#include "tests/bench/figures/figures.hpp"
#include "tests/bench/peers/stand.hpp"

namespace paraat::bench {

inline constexpr std::int64_t beacons_let_in = 5'000;  // per second: limits.beacon_rate of the hub in a storm

// What the hub did with messages since it began, by its own count.
struct Shedding {
    explicit Shedding(const Stand& stand);

    double beacons_arrived = 0;
    double beacons_shed = 0;
    double reports_dropped = 0;
};

// Beacons a second that the broker passes when nobody is behind it, to one subscriber.
double passed_by_the_broker_alone();

// P3 of docs/benchmarks.md. Throws std::runtime_error when something does not start.
Report measure_reports_in_a_storm();

}  // namespace paraat::bench

#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/figures/figures.hpp"

namespace paraat::bench {

double seconds_since(std::chrono::steady_clock::time_point begin);

// How many seconds each step of something took, by the clock on the wall, in the order in which they were first made.
class Steps {
public:
    void add(const std::string& name, double seconds);
    // Gives what the deed made.
    auto time(const std::string& name, auto&& deed) {
        const auto begin = std::chrono::steady_clock::now();
        auto made = deed();
        add(name, seconds_since(begin));
        return made;
    }
    const Runs& runs(const std::string& name) const;
    // A line each under the title, and the figures of it.
    void describe(const std::string& title, Report& report) const;

private:
    std::vector<std::pair<std::string, Runs>> all_;
};

}  // namespace paraat::bench

#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "hub/core/names.hpp"

namespace paraat::rules {

// What a rule on trial (`shadow = true`) would have done.
struct RuleTrial {
    core::RuleName rule;
    std::uint64_t fired = 0;
    std::uint64_t differs = 0;  // of these, where it would have changed something
};

// Counts the rules on trial that fire. One thread judges and notes, any may ask.
class RuleTrials {
public:
    void note(const core::RuleName& rule, bool differs);
    // In the order of names.
    std::vector<RuleTrial> all() const;

private:
    mutable std::mutex mutex_;
    std::map<core::RuleName, RuleTrial> trials_;
};

}  // namespace paraat::rules

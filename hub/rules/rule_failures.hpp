#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "hub/core/names.hpp"

namespace paraat::rules {

// A rule whose condition failed in evaluation, so that it did not match. Its sentence holds nothing of a report.
struct RuleFailure {
    core::RuleName rule;
    std::uint64_t times = 0;
    std::string first;             // what went wrong the first time in open work; in covert work as long as only there
    std::uint64_t open_times = 0;  // of these, in open work
};

// Counts the conditions that fail while they run. One thread judges and notes, any may ask.
class RuleFailures {
public:
    void note(const core::RuleName& rule, const std::string& what, const core::CompartmentName& compartment);
    // In the order of names.
    std::vector<RuleFailure> all() const;
    // Those of rules that never failed in open work before the last asking: they are told to everybody.
    std::vector<RuleFailure> take_new();

private:
    mutable std::mutex mutex_;
    std::map<core::RuleName, RuleFailure> failures_;
    std::vector<core::RuleName> new_;
};

}  // namespace paraat::rules

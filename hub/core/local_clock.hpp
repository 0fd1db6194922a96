#pragma once

#include <chrono>
#include <string>

#include "hub/core/rule_questions.hpp"

namespace paraat::core {

// Calendar and clock of the place where the rules are. The rules outlive it.
class LocalClock {
public:
    explicit LocalClock(const RuleQuestions& rules) : rules_(rules) {}

    std::string date(Instant at) const;  // "2026-11-27"
    std::string time(Instant at) const;  // "07:00"
    // The first moment after `at` at which the clock shows this time of the day, each date having one: where the clock
    // is set forward over it, that is later by as much; where it is set back and shows it twice, it is the first.
    Instant next(Milliseconds time_of_day, Instant at) const;

private:
    // The clock's reading, as if it were UTC.
    Instant reading(Instant at) const;
    Milliseconds offset(Instant at) const { return reading(at) - at; }
    Instant on(std::chrono::sys_days date, Milliseconds time_of_day) const;

    const RuleQuestions& rules_;
};

}  // namespace paraat::core

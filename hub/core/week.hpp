#pragma once

#include <string>
#include <vector>

#include "hub/core/escalation_policy.hpp"
#include "hub/core/rule_questions.hpp"

namespace paraat::core {

// The coming week by the clock of the place: the moments of its full hours, so that a clock that is set forward or back
// in it does no harm.
class Week {
public:
    Week(const RuleQuestions& rules, Instant now);

    Instant begins() const { return slots_.front().at; }
    Instant ends() const { return ends_; }
    // The moments in it at which a step with these hours begins or ends to apply.
    std::vector<Instant> edges_of(const Hours& hours) const;
    int minute_at(Instant at) const;  // of the week, from Monday 00:00
    // "mon 08:00-mon 16:00"; of all of it "mon 00:00-sun 24:00".
    std::string text(Instant from, Instant until) const;

private:
    struct Slot {
        Instant at;  // now, then each full hour
        int minute;  // of the week
    };

    std::vector<Slot> slots_;
    Instant ends_;
};

}  // namespace paraat::core

#include "hub/core/briefing.hpp"

#include <algorithm>

#include "hub/core/briefing_lines.hpp"
#include "hub/core/clearance.hpp"

namespace paraat::core {
namespace {

constexpr Milliseconds a_day = std::chrono::hours{24};

// The next moment for it, on no date that has its briefing already.
Instant next_briefing(const Situation& situation, Instant after) {
    const LocalClock clock(situation.rules);
    const auto& given = situation.state.briefings;
    const std::string newest = given.empty() ? "" : given.rbegin()->first.date;
    Instant due = clock.next(situation.organisation.terms.briefing_at, after);
    while (clock.date(due) <= newest) due = clock.next(situation.organisation.terms.briefing_at, due);
    return due;
}

void plan(Situation& situation, Instant from, Instant due) {
    situation.happen(the_hub, BriefingPlanned{from, due, situation.organisation.terms.briefing_at});
}

}  // namespace

void plan_briefings(Situation& situation) {
    const BriefingPlanned& planned = situation.state.briefing_plan;
    const Milliseconds wanted = situation.organisation.terms.briefing_at;
    if (planned.due != never) {
        if (planned.time_of_day != wanted) plan(situation, planned.from, next_briefing(situation, planned.from));
        return;
    }
    const bool is_fresh = situation.state.rules.version.empty() && situation.state.incidents.empty();
    if (is_fresh) return plan(situation, situation.now, next_briefing(situation, situation.now));
    // A journal from before there were briefings: what happened since yesterday is known, and is told at once.
    const Instant due = next_briefing(situation, situation.now - a_day);
    plan(situation, due - a_day, due);
}

void give_briefings(Situation& situation) {
    const BriefingPlanned& planned = situation.state.briefing_plan;
    const LocalClock clock(situation.rules);
    Briefing briefing;
    briefing.from = planned.from;
    briefing.until = planned.due;
    Instant next = clock.next(planned.time_of_day, planned.due);
    while (next <= situation.now) briefing.until = std::exchange(next, clock.next(planned.time_of_day, next));
    briefing.at = situation.now;
    briefing.name.date = clock.date(briefing.until);
    for (const CompartmentName& compartment : {CompartmentName{}, covert_compartment}) {
        for (const auto& [division, unused] : situation.organisation.divisions) {
            briefing.name.compartment = compartment;
            briefing.name.division = division;
            briefing.lines = briefing_lines(situation, briefing);
            if (compartment.empty() || has_something(briefing.lines)) {
                situation.happen(the_hub, BriefingGiven{briefing});
            }
        }
    }
    plan(situation, briefing.until, next);
}

}  // namespace paraat::core

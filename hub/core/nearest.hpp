#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/core/answers.hpp"
#include "hub/core/observed.hpp"
#include "hub/core/organisation.hpp"
#include "hub/core/state.hpp"

// Who may be sent to a place, the best first. Honest about what it does not know: a distance has an uncertainty that
// grows with the age of the position, so "nearest" is a chance; and unknown is never near.
namespace paraat::core {

struct NearestQuestion {
    ClientName asker;  // it hears of no unit that it may not know of
    Position place;
    const Incident* incident = nullptr;  // the work; null = open work of no incident
    std::vector<std::string> skills;     // all of them
    TeamName team;                       // empty = any, as of the division
    DivisionName division;
};

NearestAnswer nearest(const Organisation& organisation, const State& state, const Observed& observed, Instant now,
                      const NearestQuestion& question);

// A position older than this tells nothing that somebody could be sent by (consoles cross it out).
inline constexpr Milliseconds position_serves = std::chrono::minutes{10};
// Below this a unit is told to be low, since its device may drop out on the way; it can be sent all the same.
inline constexpr std::int32_t battery_low_pct = 15;
inline constexpr std::int64_t accuracy_unknown_metres = 50;
// 15 m/s for as long as a position serves is 9 km, about as wide as a city: more says no more.
inline constexpr std::int64_t uncertainty_most_metres = 10'000;

// How far a unit may have moved since its position was heard, by what it said that it is doing.
std::int64_t uncertainty_metres(std::optional<std::int32_t> accuracy_m, Milliseconds age,
                                std::optional<UnitStatus> status);

}  // namespace paraat::core

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/names.hpp"

namespace paraat::core {

// Whom a step of an escalation or an instruction addresses.
struct Target {
    enum class Kind : std::uint8_t {
        unit,             // unit/{client}
        team,             // team/{team}
        role,             // role/{role}
        division,         // division/{division}: everybody of its teams
        own_team,         // own/team: the team of the unit that reported; only in policies, as are the next two
        own_coordinator,  // own/coordinator: of the division of the unit that reported
        nearby_teams,     // nearby/teams: teams with a unit within `nearby_reach_metres` of the incident
    };
    Kind kind = Kind::unit;
    std::string name;  // empty for the last three

    auto operator<=>(const Target&) const = default;

    std::string text() const;  // "team/it-overlast"
    // Nullopt unless it is written as above.
    static std::optional<Target> parse(std::string_view text);
    bool is_relative() const { return kind >= Kind::own_team; }
};

inline constexpr std::int64_t nearby_reach_metres = 2000;

struct EscalationStep {
    std::vector<Target> targets;               // all at once
    std::optional<Milliseconds> ack_within;    // then the next step; absent only in a last step
    std::optional<Milliseconds> repeat_every;  // the step again and again, until a person acknowledges

    bool operator==(const EscalationStep&) const = default;
};

// A chain of people to be alerted in turn until one acknowledges.
struct EscalationPolicy {
    PolicyName name;
    std::vector<EscalationStep> steps;

    bool operator==(const EscalationPolicy&) const = default;
};

}  // namespace paraat::core

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/shared.hpp"
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

// A part of the week, by the clock of the place where the rules are (Europe/Amsterdam): "fri-sun 22:00-06:00". A window
// that ends before it begins goes on into the next day.
struct Hours {
    std::uint8_t days = 127;    // one bit for each on which it begins, Monday first
    std::int16_t from = 0;      // minutes of the day
    std::int16_t to = 24 * 60;  // likewise, not included

    bool operator==(const Hours&) const = default;
    // `minute` of the week, from Monday 00:00.
    bool contains(int minute) const;
    std::string text() const;
    static std::optional<Hours> parse(std::string_view text);
};

inline constexpr int minutes_a_day = 24 * 60;
inline constexpr int minutes_a_week = 7 * minutes_a_day;
// 1970 began on a Thursday.
int minute_of_week_utc(Instant at);

struct EscalationStep {
    std::vector<Target> targets;                      // all at once
    std::optional<Milliseconds> ack_within;           // then the next step; absent only in a last step
    std::optional<Milliseconds> repeat_every;         // the step again and again, until a person acknowledges
    std::optional<Milliseconds> deliver_within = {};  // on a device of those asked, or the next step begins
    std::optional<Milliseconds> answer_within = {};   // after it was read: then who read it is reminded
    std::optional<Hours> during = {};                 // else the next step begins in its place; never of a last one

    bool operator==(const EscalationStep&) const = default;
};

// A chain of people to be alerted in turn until one acknowledges.
struct EscalationPolicy {
    PolicyName name;
    Shared<std::vector<EscalationStep>> steps;  // one list for all calls by it
    // Who acknowledged and sends nobody is reminded, and then it calls anew. Absent = an acknowledgement lasts.
    std::optional<Milliseconds> ack_lasts = {};

    // Whether whom it asks depends on what the incident is about.
    bool is_relative() const;
    bool operator==(const EscalationPolicy&) const = default;
};

}  // namespace paraat::core

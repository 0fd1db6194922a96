#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/because.hpp"
#include "hub/core/names.hpp"
#include "hub/core/position.hpp"
#include "hub/core/words.hpp"

// What is answered to who plans: who may be sent, who will be called, and whether that reaches anybody.
namespace paraat::core {

// A unit in the order in which it may be sent to a place; what is unknown is absent.
struct NearUnit {
    ClientName unit;
    TeamName team;
    DivisionName division;
    std::optional<UnitStatus> status;
    PresenceState presence = PresenceState::unknown;
    std::optional<Position> position;
    std::optional<Instant> position_at;
    std::optional<std::int64_t> metres;         // from the place to its last position
    std::optional<std::int64_t> uncertainty_m;  // of `metres`, one standard deviation
    std::optional<Milliseconds> age;            // of the position
    std::vector<std::string> skills;
    std::optional<std::int32_t> chance_nearest;  // that it is the nearest of the able, per mille; absent = not able
    bool able = false;
    std::vector<Because> reasons;  // why it stands where it stands

    bool operator==(const NearUnit&) const = default;
};

struct NearestAnswer {
    std::vector<NearUnit> units;  // the best first
    // Units that would be able, were it known where they are: one of them may be nearer than all others.
    std::int64_t unplaced = 0;

    bool operator==(const NearestAnswer&) const = default;
};

// A named polygon of the rules, and what the asker may know happened there.
struct AreaView {
    std::string name;
    std::int64_t risk_thousandths = 0;
    std::string geometry;  // of GeoJSON; empty = too large for an answer

    bool operator==(const AreaView&) const = default;
};

struct AreasAnswer {
    Milliseconds half_life{0};  // of the risk
    std::vector<AreaView> areas;

    bool operator==(const AreasAnswer&) const = default;
};

struct PolicyStepView {
    std::vector<std::string> targets;
    std::optional<Milliseconds> ack_within;
    std::optional<Milliseconds> repeat_every;
    std::optional<Milliseconds> deliver_within;
    std::optional<Milliseconds> answer_within;
    std::string during;  // empty = always

    bool operator==(const PolicyStepView&) const = default;
};

// A category that begins a policy where no rule says otherwise, with the severity that it has by itself.
struct PolicyOrigin {
    CategoryName category;
    Severity severity = Severity::minor;

    bool operator==(const PolicyOrigin&) const = default;
};

struct PolicyView {
    PolicyName policy;
    std::vector<PolicyStepView> steps;
    std::optional<Milliseconds> ack_lasts;
    std::vector<PolicyOrigin> categories;
    std::vector<RuleName> rules;  // that begin it; not all of very many
    std::int64_t rules_total = 0;

    bool operator==(const PolicyView&) const = default;
};

// Whether somebody stands at the end of a chain.
enum class ReachVerdict : std::uint8_t {
    reached,  // a person on duty, whose device is there
    unheard,  // only people whose devices were not heard since the hub's start
    hole,     // nobody of the chain
};
enum class ReachState : std::uint8_t { live, unheard, absent };

struct ReachPerson {
    ClientName client;
    ReachState state = ReachState::unheard;
    std::string why;  // of an absent one: off_duty, shift_over, other_role, lost

    bool operator==(const ReachPerson&) const = default;
};

// One target of one step.
struct ReachStep {
    std::int32_t step = 0;            // from 0
    std::string target;               // "own/team of it-overlast"
    bool off_hours = false;           // the step is not of this time, and asks nobody
    bool last_resort = false;         // not of the chain: the hub asks them when nobody of it is there
    std::int32_t live = 0;            // how many
    std::int32_t unheard = 0;         // likewise
    std::int32_t absent = 0;          // likewise
    std::vector<ReachPerson> people;  // the live first; not all of very many

    bool operator==(const ReachStep&) const = default;
};

// What a policy reaches in a part of the coming week in which that does not change.
struct ReachWindow {
    PolicyName policy;
    std::string of;  // whose report it would be, where that decides who is asked: "team/it-overlast"; empty = anybody's
    Instant from;
    Instant until;
    std::string hours;  // "mon 08:00-mon 16:00", by the clock of the place
    ReachVerdict verdict = ReachVerdict::hole;
    std::vector<Because> reasons;
    std::vector<ReachStep> steps;
    std::vector<PolicyOrigin> categories;

    bool operator==(const ReachWindow&) const = default;
};

}  // namespace paraat::core

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/names.hpp"

// What is answered to who sits at a desk: what is left to the next, how many alerts come, and what is played.
namespace paraat::core {

enum class HandoverKind : std::uint8_t {
    open,            // claimed by its client, or its client is assigned to it
    waiting,         // acknowledged by its client, and nobody does anything yet
    silenced,        // its calls wait; until when, and why
    shelved,         // put aside; likewise
    unacknowledged,  // nobody took it yet
    instruction,     // that nobody answered yet
    offered_to,      // its client may take it over
    offered_by,      // its client offered it, and nobody took it yet
    device,          // of a unit: late or lost
    note,            // since the shift began
};

struct HandoverItem {
    HandoverKind kind = HandoverKind::open;
    bool own = true;  // false: not its client's, but of a division that its client commands
    std::optional<IncidentId> incident;
    std::optional<InstructionId> instruction;
    ClientName unit;        // whose device, to whom it is offered; empty = no matter, as the next
    DivisionName division;  // the first of the incident's, or the unit's
    std::string to;         // target of an instruction
    std::optional<std::int32_t> priority;
    std::string title;
    std::string text;  // the reason, the order, what was noted, or how it is in hand
    ClientName by;     // who did it
    std::optional<Instant> since;
    std::optional<Instant> until;
    bool exercise = false;

    bool operator==(const HandoverItem&) const = default;
};

struct HandoverAnswer {
    ClientName client;  // whose list it is
    Instant since;      // of the notes
    std::vector<HandoverItem> items;

    bool operator==(const HandoverAnswer&) const = default;
};

// As EEMUA 191 has it (docs/decisions/0022): the first that holds, from the last.
enum class LoadVerdict : std::uint8_t { in_target, over_target, over_limit, flood };

// What alerts came to a post in the last 24 h, or since `since`.
struct PostLoadView {
    std::string post;        // a target: unit/{account} or division/{division}
    bool is_covert = false;  // of covert alerts only, which the others do not count
    Instant since;
    std::int32_t last_10_min = 0;
    std::int64_t alerts = 0;  // = high + middle + low
    std::int64_t reminders = 0;
    std::int64_t per_hour_tenths = 0;  // tenths of an alert
    std::int64_t worst_10_min = 0;     // by the clock, as the next two
    std::int64_t periods = 0;          // of ten minutes
    std::int64_t flood_periods = 0;    // of them, with more than ten alerts
    std::int64_t high = 0;             // priority 1
    std::int64_t middle = 0;           // 2
    std::int64_t low = 0;              // 3 to 5
    std::vector<IncidentId> chattering;
    std::int64_t standing = 0;  // incidents older than 24 h that are there still
    LoadVerdict verdict = LoadVerdict::in_target;

    bool operator==(const PostLoadView&) const = default;
};

// A drill that runs.
struct ExerciseView {
    ExerciseName name;
    ClientName by;
    Instant since;
    Instant until;
    std::vector<std::string> participants;  // targets, as they were named
    std::int64_t accounts = 0;              // behind those
    bool own = false;                       // the asker is one of them
    std::string text;

    bool operator==(const ExerciseView&) const = default;
};

}  // namespace paraat::core

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/names.hpp"

// What is answered to who sits at a desk: what is left to the next.
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

}  // namespace paraat::core

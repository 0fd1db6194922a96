#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "hub/core/words.hpp"

// Which records the events of the journal are, and what their sealed fields hold: by that their terms are found, and
// what is erased when somebody asks for it.
namespace paraat::core {

struct SealedKind {
    std::uint16_t number = 0;  // of the field, in its event
    RecordKind record = RecordKind::incident;
    FieldSort sort = FieldSort::text;
    std::optional<FieldSort> also[2] = {};  // what else it holds: it goes with each of them

    bool holds(FieldSort asked) const { return sort == asked || also[0] == asked || also[1] == asked; }
};

struct EventRecord {
    std::string_view event;  // its name
    RecordKind record = RecordKind::administration;
    SealedKind sealed[7] = {};  // as many as have a number

    std::span<const SealedKind> fields() const;
};

// Of a kind of event as the journal numbers them, from 1; nullptr for one of a newer hub.
const EventRecord* record_of(std::uint16_t kind);
// All, in that order.
std::span<const EventRecord> event_records();

}  // namespace paraat::core

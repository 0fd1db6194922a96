#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/digest.hpp"
#include "hub/base/time.hpp"
#include "hub/base/ulid.hpp"

namespace paraat::journal {

// The place of an event in the journal, from 1 without gaps; 0 is "before the first".
struct Sequence {
    std::int64_t value = 0;

    auto operator<=>(const Sequence&) const = default;
};

// An event as bytes. The sealed part may be erased or withheld later; the open part and the subject may not.
struct StoredEvent {
    Instant at;
    std::uint16_t kind = 0;
    std::uint16_t version = 0;
    std::string subject;  // 16 bytes, the id of the incident that this is about, or empty
    std::string open;
    // Empty: there is no sealed part. Else fields, as hub/core/archive.hpp writes them: a number from 0 to 65535, a
    // length, both as varints, and so many bytes. Each is sealed by a key of its own.
    std::string sealed;

    bool operator==(const StoredEvent&) const = default;
};

// What a client sent. (client, kind, id) is unique among the stored ones.
struct InputRow {
    std::string client;
    std::string kind;
    std::string id;
    Sha256 payload_hash{};
    Instant at;
    std::string normalised;
    std::string original;  // bytes as received, of foreign formats only; else empty
    bool accepted = false;
    std::string receipt;  // bytes as sent
    std::int64_t client_seq = 0;

    bool operator==(const InputRow&) const = default;
};

// What is committed together or not at all. Without input: a timer, a start. Only accepted inputs are stored, so a
// refused one does not bind its id and the same id may come again, repaired.
struct Entry {
    std::optional<InputRow> input;
    std::vector<StoredEvent> events;
};

// `present` while a field of it is left, `erased` once none is.
enum class SealedPart { none, present, erased };

struct SequencedEvent {
    Sequence sequence;
    StoredEvent event;
    SealedPart sealed = SealedPart::none;  // tells an erased part from one that never was
    // The numbers of the fields that were erased, ascending. Empty for a sealed part that format 1 erased whole.
    std::vector<std::uint16_t> erased_fields = {};

    bool operator==(const SequencedEvent&) const = default;
};

// An input with the events that it became: `count` of them from `first`.
struct PlacedInput {
    std::int64_t position = 0;  // ascending in the order of storing; the cursor of read_inputs
    InputRow input;
    Sequence first;
    std::int64_t count = 0;
};

struct Head {
    Sequence sequence;
    Sha256 hash{};
    Ulid origin;      // made with the journal, the root of its chain; stays
    Ulid generation;  // what is published; new after a restore, nil in a backup until it is opened
    Instant newest;   // the time of the last event, 0 when there is none
};

struct Snapshot {
    Sequence sequence;    // the last event that it contains
    std::string version;  // of the state's encoding; another version is not read
    std::string bytes;

    bool operator==(const Snapshot&) const = default;
};

}  // namespace paraat::journal

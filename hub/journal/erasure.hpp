#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/base/digest.hpp"
#include "hub/base/result.hpp"
#include "hub/journal/entry.hpp"

namespace paraat::journal {

// Fields of one kind of event, by the numbers that the codec of events gives them.
struct ErasedKind {
    std::uint16_t kind = 0;
    std::set<std::uint16_t> fields;  // empty: all

    bool operator==(const ErasedKind&) const = default;
};

// What is to be erased: of the events from `first` to `last`, both included, that are of one of the kinds and of the
// subject, these sealed fields. What an event has not, or not any more, is passed over.
struct Erasure {
    // 16 bytes, the id of an incident or instruction; empty: events without a subject; nullopt: whatever it is.
    std::optional<std::string> subject;
    Sequence first{1};
    Sequence last;                  // at most the head of the journal
    std::vector<ErasedKind> kinds;  // empty: all fields of all kinds

    bool operator==(const Erasure&) const = default;
};

// An order as it is kept. It means events that were there when it was given, by whatever way they come back: none of
// another timeline that took their numbers later, because those are younger than `until`.
struct OrderedErasure {
    Erasure erasure;
    Instant until;     // the time of the event `last`
    Sha256 hash{};     // of the chain at `last`
    Sequence ordered;  // the head at the order; snapshots from before have what is erased

    bool operator==(const OrderedErasure&) const = default;
};

// The numbers of the fields that it erases of an event of this kind, empty for all; null when it erases none.
const std::set<std::uint16_t>* fields_erased_of(const Erasure& erasure, std::uint16_t kind);
// Whether this field is among them.
bool is_erased(const std::set<std::uint16_t>& fields, std::uint16_t number);
// `erasure_wrong` when it cannot be meant in a journal with this head.
Result<void> check_erasure(const Erasure& erasure, Sequence head);

// What one bite did.
struct ErasureProgress {
    std::int64_t events = 0;  // of which it destroyed something, be it only what their input said
    std::int64_t fields = 0;  // that it destroyed; a sealed part of format 1 counts as one
    // Nothing that was ordered is left, and no file of the journal has the keys any more. False also while a reader
    // holds the log open, or a bite ended by its limit: then there is more to do by the same call.
    bool is_done = false;
};

struct SealedField {
    std::uint16_t number = 0;
    bool is_destroyed = false;

    bool operator==(const SealedField&) const = default;
};

// What the journal says of one event, for who must show that something was erased, or that it was not.
struct EventProof {
    Sequence sequence;
    Instant at;
    std::uint16_t kind = 0;
    std::string subject;
    Sha256 hash{};  // of the chain, at this event
    SealedPart sealed = SealedPart::none;
    // In their order; of a sealed part of format 1 those that are there, none when it is erased.
    std::vector<SealedField> fields;
};

}  // namespace paraat::journal

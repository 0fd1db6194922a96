#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/names.hpp"
#include "hub/core/words.hpp"

// What becomes of records: that they are preserved, that their personal parts are erased, and how far the journal was
// gone through for what is over (docs/privacy.md); as in incident_events.hpp. The incident may be one that the state
// has let go of.
namespace paraat::core {

// Nothing of it is erased, until then or until somebody ends that: a legal hold.
struct Preserved {
    IncidentId incident;
    std::string text;  // why
    std::optional<Instant> until;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit.sealed(2, "text", self.text);
        visit(3, "until", self.until);
    }
};

struct PreservationEnded {
    IncidentId incident;
    std::string text;  // why

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit.sealed(2, "text", self.text);
    }
};

// Personal parts are to be destroyed, by a person or because their term is over. It stands before anything is.
struct ErasureOrdered {
    std::int64_t order = 0;     // counts the orders, from 1
    IncidentId incident;        // nil = of records that belong to none
    InstructionId about_order;  // only of this instruction; nil = of all
    std::vector<RecordKind> records;
    std::vector<FieldSort> sorts;  // empty = all
    // Of records that belong to no incident: places in the journal, both included.
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::string regime;      // whose term is over; empty = somebody asked for it
    std::string ground;      // of that term
    std::string text;        // why, of who asked for it
    bool is_let_go = false;  // the state has let go of the incident: nothing waits for that

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "order", self.order);
        visit(2, "incident", self.incident);
        visit(3, "records", self.records);
        visit(4, "sorts", self.sorts);
        visit(5, "first", self.first);
        visit(6, "last", self.last);
        visit(7, "regime", self.regime);
        visit(8, "ground", self.ground);
        visit.sealed(9, "text", self.text);
        visit(10, "is_let_go", self.is_let_go);
        visit(11, "about_order", self.about_order);
    }
};

// It was done: of the records that were ordered, so many fields cannot be read any more. The proof: whoever has the
// chain up to that place can check that nothing else was changed.
struct Erased {
    std::int64_t order = 0;
    IncidentId incident;         // as in the order
    std::int64_t events = 0;     // of which something is destroyed
    std::int64_t destroyed = 0;  // fields that are
    std::int64_t through = 0;    // the newest event that was looked at
    std::string chain;           // the chain's hash there, in hex

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "order", self.order);
        visit(2, "incident", self.incident);
        visit(3, "events", self.events);
        visit(4, "destroyed", self.destroyed);
        visit(5, "through", self.through);
        visit(6, "chain", self.chain);
    }
};

// One way through the journal: records of a kind, under a regime.
struct RetentionWalk {
    RecordKind record = RecordKind::incident;
    std::string regime;
    bool is_of_incidents = false;  // by when they were let go of; otherwise records that belong to none, by their time

    auto operator<=>(const RetentionWalk&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "record", self.record);
        visit(2, "regime", self.regime);
        visit(3, "is_of_incidents", self.is_of_incidents);
    }
};

struct RetentionCursor {
    RetentionWalk walk;
    std::int64_t at = 0;  // up to there all was looked at

    auto operator<=>(const RetentionCursor&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "walk", self.walk);
        visit(2, "at", self.at);
    }
};

// How far the journal was gone through.
struct RetentionLooked {
    std::string regimes;  // the version of what says which regime applies; by another one all is looked at again
    std::vector<RetentionCursor> cursors;  // all there are
    std::vector<IncidentId> followed;      // preserved no more, and looked at again

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "regimes", self.regimes);
        visit(2, "cursors", self.cursors);
        visit(3, "followed", self.followed);
    }
};

}  // namespace paraat::core

#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "hub/core/privacy_events.hpp"

namespace paraat::core {

struct Event;

// What is on record of an incident is kept, whatever its term.
struct Preservation {
    ClientName by;
    Instant since;
    std::optional<Instant> until;
    bool is_ended = false;  // by a person; what passed it by meanwhile is not looked at again yet

    bool holds_at(Instant now) const { return !is_ended && (!until || *until > now); }

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "by", self.by);
        visit(2, "since", self.since);
        visit(3, "until", self.until);
        visit(4, "is_ended", self.is_ended);
    }
};

// What decides about records that the state has let go of, long ago perhaps. A part of the state, and small enough that
// who carries it out has a fold of its own.
struct Privacy {
    std::map<IncidentId, Preservation> preserved;
    std::map<std::int64_t, ErasureOrdered> orders;  // that are not done; without what people wrote in them
    std::int64_t orders_made = 0;
    std::string regimes;  // as in RetentionLooked
    std::map<RetentionWalk, std::int64_t> cursors;

    bool is_preserved(const IncidentId& incident, Instant now) const;
    void follow(const Event& event);

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "preserved", self.preserved);
        visit(2, "orders", self.orders);
        visit(3, "orders_made", self.orders_made);
        visit(4, "regimes", self.regimes);
        visit(5, "cursors", self.cursors);
    }
};

}  // namespace paraat::core

#pragma once

#include <optional>
#include <string>

#include "hub/core/names.hpp"

// Who looked at what; as in incident_events.hpp.
namespace paraat::core {

// Somebody asked for what tells of cases or of people, and is answered after this. Said once for what is asked again
// and again within minutes. It is no part of the incident's own history, so that it outlives that.
struct Consulted {
    std::string ask;                  // the question, as in Query
    std::optional<IncidentId> about;  // absent = a list, or refused: who probes names what he likes
    DivisionName division;            // of a list; empty = of all that he may read
    bool is_refused = false;          // he may not know
    ClientName of;                    // whose list it is, where it is of one person

    bool operator==(const Consulted&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "ask", self.ask);
        visit.sealed(2, "about", self.about);
        visit(3, "division", self.division);
        visit(4, "is_refused", self.is_refused);
        visit.sealed(5, "of", self.of);
    }
};

}  // namespace paraat::core

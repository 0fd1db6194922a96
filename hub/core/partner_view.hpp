#pragma once

#include <optional>

#include "hub/core/incident.hpp"
#include "hub/core/partner_events.hpp"

// What an agreement lets a partner know of an incident: a pure question, which preview asks as the hub does.
namespace paraat::core {

// Where an incident of a partner began.
struct Provenance {
    ClientName partner;
    std::string origin;
    std::int32_t hops = 1;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "partner", self.partner);
        visit(2, "origin", self.origin);
        visit(3, "hops", self.hops);
    }
};

// What the partner may know, or why nothing.
struct PartnerVerdict {
    std::optional<PartnerView> view;
    Withheld why = Withheld::nothing_given;  // without a view
};

// `from` is null for what began here. An incident that is closed is judged as it was while it was open.
PartnerVerdict view_for(const Agreement& agreement, const Incident& incident, const Provenance* from, Instant now);

// As it stands on the wire: how many sites a word about it has passed when it leaves this one.
std::int32_t hops_from_here(const Provenance* from);

// The partner's own id of an incident: nobody can find the incident's by it, and two partners cannot compare theirs.
CaseId case_name(const ClientName& partner, const IncidentId& incident, Instant told);

}  // namespace paraat::core

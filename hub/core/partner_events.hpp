#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/agreement.hpp"
#include "hub/core/names.hpp"
#include "hub/core/position.hpp"

// What partners are told, and what they tell; as in incident_events.hpp.
namespace paraat::core {

// An incident as a partner may know it. What its agreement does not give is absent.
struct PartnerView {
    CategoryName category;
    std::optional<Severity> severity;
    std::optional<std::int32_t> priority;
    std::optional<IncidentStatus> status;
    std::string title;
    std::string text;
    std::vector<std::string> areas;    // of the agreement's own
    std::optional<Position> position;  // the centre of the cell that the incident lies in
    std::optional<Instant> opened_at;

    bool operator==(const PartnerView&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "category", self.category);
        visit(2, "severity", self.severity);
        visit(3, "priority", self.priority);
        visit(4, "status", self.status);
        visit(5, "title", self.title);
        visit(6, "text", self.text);
        visit(7, "areas", self.areas);
        visit(8, "position", self.position);
        visit(9, "opened_at", self.opened_at);
    }
};

// One message to a partner about one incident. The partner's own id and count say nothing of the hub's.
struct PartnerWord {
    PartnerWordKind kind = PartnerWordKind::alert;
    CaseId name;         // of the incident, for this partner only
    Revision rev = 0;    // counts what this partner was told of it, from 1
    PartnerView view;    // of an alert; empty otherwise
    std::string origin;  // the site where the incident began
    std::int32_t hops = 1;
    std::int32_t place_m = 0;  // of the view's position
    std::string why;           // of a recall

    bool operator==(const PartnerWord&) const = default;
    // Whether the partner would learn anything new by `newer`.
    bool says_the_same(const PartnerWord& newer) const {
        return kind == newer.kind && view == newer.view && place_m == newer.place_m && why == newer.why;
    }

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "kind", self.kind);
        visit(2, "name", self.name);
        visit(3, "rev", self.rev);
        visit(4, "view", self.view);
        visit(5, "origin", self.origin);
        visit(6, "hops", self.hops);
        visit(7, "place_m", self.place_m);
        visit(8, "why", self.why);
    }
};

// From now on this agreement decides, in place of the one before it.
struct AgreementMade {
    Agreement agreement;
    std::string version;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "agreement", self.agreement);
        visit(2, "version", self.version);
    }
};

// Nothing flows any more. What still stands with the partner is recalled beside it.
struct AgreementEnded {
    ClientName partner;
    std::string version;
    AgreementEnding why = AgreementEnding::removed;
    std::int64_t beyond_recall = 0;  // incidents that it was told of, and that the hub has let go of since

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "partner", self.partner);
        visit(2, "version", self.version);
        visit(3, "why", self.why);
        visit(4, "beyond_recall", self.beyond_recall);
    }
};

// What a partner is to be told after its agreement's delay, as it was then.
struct PartnerPlanned {
    ClientName partner;
    IncidentId incident;
    PartnerWord word;  // its revision comes with the telling
    Instant due;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "partner", self.partner);
        visit(2, "incident", self.incident);
        visit.sealed(3, "word", self.word);
        visit(4, "due", self.due);
    }
};

// What a partner was told; it leaves the hub when this is committed.
struct PartnerTold {
    ClientName partner;
    IncidentId incident;
    std::string agreement;  // the version by which
    PartnerWord word;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "partner", self.partner);
        visit(2, "incident", self.incident);
        visit(3, "agreement", self.agreement);
        visit.sealed(4, "word", self.word);
    }
};

// What waited to be told is not: the agreement does not give it any more, and nothing of it was told.
struct PartnerSpared {
    ClientName partner;
    IncidentId incident;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "partner", self.partner);
        visit(2, "incident", self.incident);
    }
};

// A partner's report opened an incident, so it is the partner's: where it began, and how far it came.
struct PartnerHeard {
    ClientName partner;
    IncidentId incident;
    std::string origin;
    std::int32_t hops = 1;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "partner", self.partner);
        visit(2, "incident", self.incident);
        visit(3, "origin", self.origin);
        visit(4, "hops", self.hops);
    }
};

}  // namespace paraat::core

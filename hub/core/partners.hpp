#pragma once

#include <map>
#include <vector>

#include "hub/core/partner_view.hpp"

namespace paraat::core {

// One incident as one partner knows it.
struct PartnerCase {
    struct Planned {
        PartnerWord word;
        Instant due;

        template <class Self, class Visit>
        static void fields(Self& self, Visit& visit) {
            visit(1, "word", self.word);
            visit(2, "due", self.due);
        }
    };

    PartnerWord told;  // the newest; its revision is 0 while nothing was told
    Instant told_at;
    std::vector<Planned> planned;  // waits for the delay to pass, the next first; `planned_most` at most
    // When each alert before `told` was told, since the last close or recall, the newest last, whose revision is one
    // less than that of `told`; at most `earlier_most`. Formats that name earlier messages by their moment need them.
    std::vector<Instant> earlier = {};

    // What the partner knows, or will once the delay has passed; nullptr when neither.
    const PartnerWord* newest() const {
        if (!planned.empty()) return &planned.back().word;
        return told.rev > 0 ? &told : nullptr;
    }

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "told", self.told);
        visit(2, "told_at", self.told_at);
        visit(3, "planned", self.planned);
        visit(4, "earlier", self.earlier);
    }
};

// A partner with whom there is, or was, an agreement.
struct Partner {
    Agreement agreement;  // in force, or the last that was
    std::string version;  // empty once it ended
    std::map<IncidentId, PartnerCase> cases;
    std::int64_t beyond_recall = 0;  // incidents that it was told of and that are let go of since

    bool is_in_force() const { return !version.empty(); }

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "agreement", self.agreement);
        visit(2, "version", self.version);
        visit(3, "cases", self.cases);
        visit(4, "beyond_recall", self.beyond_recall);
    }
};

struct Partners {
    std::map<ClientName, Partner> by_name;
    std::map<IncidentId, Provenance> provenance;  // of incidents that a partner's report opened

    const Partner* find(const ClientName& name) const;  // nullptr when there never was an agreement
    const Provenance* provenance_of(const IncidentId& incident) const;
    // Of what was split off: a partner's as soon as a report of it is. Where such a report began is not known any more
    // when it had joined another incident, so it is told to nobody.
    std::optional<Provenance> provenance_of(const Parted& parted) const;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "by_name", self.by_name);
        visit(2, "provenance", self.provenance);
    }
};

// More changes than these within a delay: the newest one waits in place of the one before it, its own time.
inline constexpr std::size_t planned_most = 16;
inline constexpr std::size_t earlier_most = 64;

}  // namespace paraat::core

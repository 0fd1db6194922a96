#include "hub/core/partners.hpp"

#include "hub/core/sharing.hpp"

namespace paraat::core {
namespace {

void index(State& state, const ClientName& partner, const IncidentId& incident, const PartnerCase* known) {
    const bool waits = known != nullptr && !known->planned.empty();
    state.timers.set({TimerKey::Of::partner_words, incident.ulid, partner}, waits ? known->planned.front().due : never);
}

void index(State& state, const ClientName& name, const Partner& partner) {
    state.timers.set({TimerKey::Of::agreements, {}, name}, partner.is_in_force() ? partner.agreement.until : never);
}

// What happens to partners.
class Sharing {
public:
    Sharing(State& state, const Event& event) : state_(state), event_(event) {}

    void operator()(const AgreementMade& event) {
        Partner& partner = state_.partners.by_name[event.agreement.partner];
        partner.agreement = event.agreement;
        partner.version = event.version;
        forget_plans(event.agreement.partner, partner);
        index(state_, event.agreement.partner, partner);
    }
    void operator()(const AgreementEnded& event) {
        Partner& partner = state_.partners.by_name[event.partner];
        partner.version.clear();
        forget_plans(event.partner, partner);
        index(state_, event.partner, partner);
    }
    void operator()(const PartnerPlanned& event) {
        PartnerCase& known = state_.partners.by_name[event.partner].cases[event.incident];
        if (known.planned.size() >= planned_most) known.planned.pop_back();
        known.planned.push_back({event.word, event.due});
        index(state_, event.partner, event.incident, &known);
    }
    void operator()(const PartnerTold& event) {
        PartnerCase& known = state_.partners.by_name[event.partner].cases[event.incident];
        // What was closed or taken back is over: whatever is told then begins anew.
        if (known.told.rev > 0 && known.told.kind == PartnerWordKind::alert) {
            known.earlier.push_back(known.told_at);
        } else {
            known.earlier.clear();
        }
        if (known.earlier.size() > earlier_most) known.earlier.erase(known.earlier.begin());
        known.told = event.word;
        known.told_at = event_.at;
        if (event.word.kind == PartnerWordKind::recall) {
            known.planned.clear();
        } else if (!known.planned.empty() && known.planned.front().due <= event_.at) {
            known.planned.erase(known.planned.begin());
        }
        index(state_, event.partner, event.incident, &known);
    }
    void operator()(const PartnerSpared& event) {
        auto& cases = state_.partners.by_name[event.partner].cases;
        const auto known = cases.find(event.incident);
        if (known == cases.end()) return;
        known->second.planned.clear();
        if (known->second.told.rev == 0) cases.erase(known);
        index(state_, event.partner, event.incident, nullptr);
    }
    void operator()(const PartnerHeard& event) {
        state_.partners.provenance[event.incident] = {event.partner, event.origin, event.hops};
    }
    void operator()(const Parted& event) {
        if (auto whose = state_.partners.provenance_of(event)) state_.partners.provenance[event.to] = *whose;
    }
    void operator()(const IncidentRetired& event) {
        state_.partners.provenance.erase(event.incident);
        for (auto& [name, partner] : state_.partners.by_name) {
            const auto known = partner.cases.find(event.incident);
            if (known == partner.cases.end()) continue;
            const PartnerWord& told = known->second.told;
            if (told.rev > 0 && told.kind != PartnerWordKind::recall) ++partner.beyond_recall;
            index(state_, name, event.incident, nullptr);
            partner.cases.erase(known);
        }
    }
    template <class Other>
    void operator()(const Other&) {}

private:
    // What waited, waited by an agreement that decides no more.
    void forget_plans(const ClientName& name, Partner& partner) {
        for (auto known = partner.cases.begin(); known != partner.cases.end();) {
            known->second.planned.clear();
            index(state_, name, known->first, nullptr);
            known = known->second.told.rev == 0 ? partner.cases.erase(known) : std::next(known);
        }
    }

    State& state_;
    const Event& event_;
};

}  // namespace

const Partner* Partners::find(const ClientName& name) const {
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : &found->second;
}

const Provenance* Partners::provenance_of(const IncidentId& incident) const {
    const auto found = provenance.find(incident);
    return found == provenance.end() ? nullptr : &found->second;
}

std::optional<Provenance> Partners::provenance_of(const Parted& parted) const {
    for (const ReportName& report : parted.reports) {
        const Partner* partner = find(report.client);
        if (partner == nullptr) continue;
        const Provenance* before = provenance_of(parted.incident);
        if (before != nullptr && before->partner == report.client) return *before;
        return Provenance{report.client, partner->agreement.site, hop_limit_most};
    }
    return std::nullopt;
}

void follow_sharing(State& state, const Event& event) {
    std::visit(Sharing{state, event}, event.body);
}

void index_sharing(State& state) {
    for (const auto& [name, partner] : state.partners.by_name) {
        index(state, name, partner);
        for (const auto& [incident, known] : partner.cases) index(state, name, incident, &known);
    }
}

}  // namespace paraat::core

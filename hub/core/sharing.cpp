#include "hub/core/sharing.hpp"

#include <algorithm>
#include <set>

namespace paraat::core {
namespace {

// What the partner is to be told now, of an incident as it is.
struct NextWord {
    std::optional<PartnerWord> word;  // nullopt: nothing new
    bool is_spared = false;           // what waits is not to be told either
};

// What was decided here already.
bool is_of_partners(const EventBody& body) {
    return std::holds_alternative<PartnerPlanned>(body) || std::holds_alternative<PartnerTold>(body) ||
           std::holds_alternative<PartnerSpared>(body);
}

bool stands_with_partner(const PartnerWord* newest) {
    return newest != nullptr && newest->kind != PartnerWordKind::recall;
}

NextWord next_word(const Agreement& agreement, const PartnerCase* known, const Incident& incident,
                   const Provenance* from, Instant now) {
    const PartnerWord* newest = known != nullptr ? known->newest() : nullptr;
    PartnerWord word;
    // A name tells when the partner first hears of it: after the delay, which it must not shorten.
    word.name = newest != nullptr ? newest->name : case_name(agreement.partner, incident.id, now + agreement.delay);
    word.origin = from != nullptr ? from->origin : agreement.origin;
    word.hops = hops_from_here(from);
    const PartnerVerdict verdict = view_for(agreement, incident, from, now);
    if (!verdict.view) {
        if (!stands_with_partner(newest)) return {};
        if (known->told.rev == 0 || known->told.kind == PartnerWordKind::recall) return {std::nullopt, true};
        word.kind = PartnerWordKind::recall;
        word.why = "not_shared_any_more";
        return {std::move(word)};
    }
    if (incident.is_closed()) {
        // What it never heard of is not told as over.
        if (!stands_with_partner(newest)) return {};
        word.kind = PartnerWordKind::close;
    } else {
        word.view = *verdict.view;
        word.place_m = word.view.position ? agreement.place_m : 0;
    }
    if (newest != nullptr && newest->says_the_same(word)) return {};
    return {std::move(word)};
}

PartnerTold telling(const Agreement& agreement, const IncidentId& incident, Revision known, PartnerWord word) {
    word.rev = known + 1;
    return {agreement.partner, incident, agreement.version(), std::move(word)};
}

void happen_all(Situation& situation, std::vector<EventBody> bodies) {
    for (EventBody& body : bodies) situation.happen(the_hub, std::move(body));
}

void recall_all(Situation& situation, const Partner& partner) {
    for (const auto& [incident, known] : partner.cases) {
        const bool knows = known.told.rev > 0 && known.told.kind != PartnerWordKind::recall;
        if (!knows) continue;
        PartnerWord word = known.told;
        word.kind = PartnerWordKind::recall;
        word.view = {};
        word.place_m = 0;
        word.why = "agreement_ended";
        situation.happen(the_hub, telling(partner.agreement, incident, known.told.rev, std::move(word)));
    }
}

void end(Situation& situation, const ClientName& name, const Partner& partner, AgreementEnding why) {
    situation.happen(the_hub, AgreementEnded{name, partner.version, why, partner.beyond_recall});
    recall_all(situation, partner);
}

// What stands with the partner, and what now may, by an agreement that takes the place of another.
void look_at_all(Situation& situation, const Agreement& agreement, const Partner* before) {
    for (const auto& [id, incident] : situation.state.incidents) {
        PartnerCase known;
        if (before != nullptr && before->cases.contains(id)) known = before->cases.at(id);
        known.planned.clear();  // what waited, waited by the agreement before
        happen_all(situation,
                   words_about(agreement, &known, incident, situation.state.partners.provenance_of(id), situation.now));
    }
}

// One that is over is ended by its timer, which recalls all at once.
bool decides(const Partner& partner, Instant now) {
    return partner.is_in_force() && !partner.agreement.is_over(now);
}

// Most decisions are about what no agreement is about; those cost no copy of the incident.
bool may_concern_partners(const Situation& situation, const IncidentId& id) {
    FlatSet<CategoryName> categories;
    if (const Incident* before = situation.state.incident(id)) categories.insert(before->category);
    for (const Event& event : situation.outcome.events) {
        if (incident_of(event.body) != id) continue;
        const auto* received = std::get_if<ReportReceived>(&event.body);
        if (received != nullptr) categories.insert(received->report.category);
        // What is split off begins with reports that were another's.
        const auto* absorbed = std::get_if<Absorbed>(&event.body);
        if (absorbed != nullptr) {
            for (const ReportHeard& report : absorbed->heard) categories.insert(report.category);
        }
        const auto* triaged = std::get_if<Triaged>(&event.body);
        if (triaged != nullptr && triaged->category) categories.insert(*triaged->category);
    }
    const auto& all = situation.state.partners.by_name;
    return std::any_of(all.begin(), all.end(), [&](const auto& entry) {
        const Partner& partner = entry.second;
        if (!decides(partner, situation.now)) return false;
        return partner.cases.contains(id) ||
               std::any_of(categories.begin(), categories.end(), [&](const CategoryName& category) {
                   return partner.agreement.categories.contains(category);
               });
    });
}

// An incident with what was just decided of it, and whose it is.
struct AsDecided {
    AsDecided(const Situation& situation, const IncidentId& id) {
        if (const Incident* before = situation.state.incident(id)) incident = *before;
        if (const Provenance* known = situation.state.partners.provenance_of(id)) provenance = *known;
        for (const Event& event : situation.outcome.events) {
            const auto* parted = std::get_if<Parted>(&event.body);
            if (parted != nullptr && parted->to == id) {
                provenance = situation.state.partners.provenance_of(*parted);
            }
            if (incident_of(event.body) != id) continue;
            apply(incident, event.body, event.at, event.by);
            const auto* heard = std::get_if<PartnerHeard>(&event.body);
            if (heard != nullptr) provenance = Provenance{heard->partner, heard->origin, heard->hops};
        }
    }
    const Provenance* from() const { return provenance ? &*provenance : nullptr; }

    Incident incident;
    std::optional<Provenance> provenance;
};

Refusal refusal(Reason reason, const char* field, std::string sentence) {
    return {reason, field, std::move(sentence), {}};
}

// What is wrong with a partner's report by its agreement; nullopt when nothing is.
std::optional<Refusal> fault_of(const Situation& situation, const Partner& partner, const ClientInput& input,
                                const Report& report) {
    const Agreement& agreement = partner.agreement;
    const bool takes = partner.is_in_force() && agreement.takes() && !agreement.is_over(situation.now) &&
                       situation.now >= agreement.from;
    if (!takes) return refusal(Reason::not_agreed, "", "no agreement lets this partner report");
    if (report.covert || report.exercise) {
        return refusal(Reason::not_agreed, report.covert ? "covert" : "exercise",
                       "a partner reports neither covertly nor in an exercise");
    }
    if (report.origin == agreement.origin) {
        return refusal(Reason::came_round, "origin", "this began here: it came round and is known");
    }
    if (report.hops.value_or(1) > hop_limit_most) {
        return refusal(Reason::came_round, "hops", "this has passed more sites than any word may");
    }
    // Of what it reported itself a partner may always say that it is withdrawn.
    if (input.only_follows) return std::nullopt;
    if (!agreement.categories.contains(report.category)) {
        return refusal(Reason::not_agreed, "category", "the agreement does not cover this category");
    }
    const Category* category = situation.organisation.category(report.category);
    const auto severity = report.severity       ? report.severity
                          : category != nullptr ? std::optional(category->severity)
                                                : std::nullopt;
    if (severity && !agreement.severities.contains(*severity)) {
        return refusal(Reason::not_agreed, "severity", "the agreement does not cover this severity");
    }
    if (agreement.areas.contains(any_area)) return std::nullopt;
    const auto lies_in = report.position ? situation.rules.areas_at(*report.position) : std::vector<std::string>{};
    const bool is_covered = std::any_of(lies_in.begin(), lies_in.end(),
                                        [&](const std::string& area) { return agreement.areas.contains(area); });
    if (is_covered) return std::nullopt;
    return refusal(Reason::not_agreed, "lat", "the agreement does not cover this place");
}

}  // namespace

std::vector<EventBody> words_about(const Agreement& agreement, const PartnerCase* known, const Incident& incident,
                                   const Provenance* from, Instant now) {
    std::vector<EventBody> events;
    NextWord next = next_word(agreement, known, incident, from, now);
    if (next.is_spared) events.emplace_back(PartnerSpared{agreement.partner, incident.id});
    if (!next.word) return events;
    const bool waits = agreement.delay > Milliseconds{0} && next.word->kind != PartnerWordKind::recall;
    if (waits) {
        events.emplace_back(
            PartnerPlanned{agreement.partner, incident.id, std::move(*next.word), now + agreement.delay});
    } else {
        const Revision rev = known != nullptr ? known->told.rev : 0;
        events.emplace_back(telling(agreement, incident.id, rev, std::move(*next.word)));
    }
    return events;
}

void decide_agreements(Situation& situation, const AgreementsOffer& offer) {
    std::map<ClientName, const Agreement*> wanted;
    for (const Agreement& agreement : offer.agreements) wanted[agreement.partner] = &agreement;
    for (const auto& [name, partner] : situation.state.partners.by_name) {
        if (!partner.is_in_force()) continue;
        const auto now_wanted = wanted.find(name);
        if (now_wanted == wanted.end()) {
            end(situation, name, partner, AgreementEnding::removed);
        } else if (now_wanted->second->is_over(situation.now)) {
            end(situation, name, partner, AgreementEnding::over);
        } else if (!now_wanted->second->gives() && !now_wanted->second->takes()) {
            end(situation, name, partner, AgreementEnding::emptied);
        }
    }
    for (const auto& [name, agreement] : wanted) {
        if (agreement->is_over(situation.now) || (!agreement->gives() && !agreement->takes())) continue;
        const Partner* before = situation.state.partners.find(name);
        const std::string version = agreement->version();
        if (before != nullptr && before->version == version) continue;
        situation.happen(the_hub, AgreementMade{*agreement, version});
        look_at_all(situation, *agreement, before);
    }
}

void end_agreement_of(Situation& situation, const ClientName& partner) {
    const Partner* known = situation.state.partners.find(partner);
    if (known != nullptr && known->is_in_force()) end(situation, partner, *known, AgreementEnding::over);
}

std::vector<EventBody> words_due(const Partner& partner, const IncidentId& incident, Instant now) {
    std::vector<EventBody> told;
    const auto known = partner.cases.find(incident);
    if (known == partner.cases.end()) return told;
    Revision rev = known->second.told.rev;
    for (const PartnerCase::Planned& planned : known->second.planned) {
        if (planned.due > now) break;
        told.emplace_back(telling(partner.agreement, incident, rev++, planned.word));
    }
    return told;
}

void tell_planned(Situation& situation, const ClientName& partner, const IncidentId& incident) {
    const Partner* known = situation.state.partners.find(partner);
    if (known != nullptr) happen_all(situation, words_due(*known, incident, situation.now));
}

void follow_partners(Situation& situation) {
    const Partners& partners = situation.state.partners;
    if (partners.by_name.empty()) return;
    std::set<IncidentId> touched;
    for (const Event& event : situation.outcome.events) {
        const IncidentId id = incident_of(event.body);
        if (!id.is_nil() && !is_of_partners(event.body)) touched.insert(id);
    }
    for (const IncidentId& id : touched) {
        if (!may_concern_partners(situation, id)) continue;
        const AsDecided decided(situation, id);
        if (decided.incident.reports == 0) continue;
        for (const auto& [name, partner] : partners.by_name) {
            if (!decides(partner, situation.now)) continue;
            const auto known = partner.cases.find(id);
            happen_all(situation,
                       words_about(partner.agreement, known == partner.cases.end() ? nullptr : &known->second,
                                   decided.incident, decided.from(), situation.now));
        }
    }
}

bool refuses_partner(Situation& situation, const ClientInput& input, const Report& report) {
    const Partner* partner = situation.state.partners.find(input.client);
    if (partner == nullptr && !input.is_by_partner) return false;
    std::optional<Refusal> fault;
    if (partner == nullptr) {
        fault = refusal(Reason::not_agreed, "", "no agreement lets this partner report");
    } else {
        fault = fault_of(situation, *partner, input, report);
    }
    if (!fault) return false;
    situation.outcome.refusal = std::move(fault);
    return true;
}

void note_provenance(Situation& situation, const ClientInput& input) {
    if (situation.state.partners.find(input.client) == nullptr) return;
    const auto& report = std::get<Report>(input.body);
    for (const Event& event : situation.outcome.events) {
        if (const auto* opened = std::get_if<IncidentOpened>(&event.body)) {
            const std::string origin = report.origin.empty() ? input.client.text : report.origin;
            const std::int32_t hops = std::max<std::int32_t>(1, report.hops.value_or(1));
            return situation.happen(the_hub, PartnerHeard{input.client, opened->incident, origin, hops});
        }
    }
}

}  // namespace paraat::core

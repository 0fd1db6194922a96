#include "hub/core/decider.hpp"

#include <set>

#include "hub/core/absences.hpp"
#include "hub/core/alarms.hpp"
#include "hub/core/authorisation.hpp"
#include "hub/core/briefing.hpp"
#include "hub/core/decide.hpp"
#include "hub/core/desertion.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/exercises.hpp"
#include "hub/core/judgement.hpp"
#include "hub/core/sharing.hpp"
#include "hub/core/shifts.hpp"
#include "hub/core/silences.hpp"

namespace paraat::core {
namespace {

constexpr std::int32_t flat_battery_pct = 5;

// A sign of life of a known client.
void hear(Situation& situation, const ClientName& client) {
    if (situation.organisation.account(client) == nullptr) return;
    const Unit* unit = situation.state.unit(client);
    if (unit != nullptr && unit->presence == PresenceState::online) return;
    situation.happen(client, presence_of(situation, client, PresenceState::online, PresenceReason::heard));
    note_return(situation, client);
}

// The orders and commands of people outside: alike whatever there is, so that they learn nothing by it.
void refuse_outsider(Situation& situation, const InputBody& body) {
    const auto* command = std::get_if<Command>(&body);
    if (command != nullptr && command->incident) {
        return situation.refuse(Reason::not_found, "incident", "no such incident is known");
    }
    situation.refuse(Reason::not_allowed, "", "only people of the organisation give orders and commands");
}

void decide_input(Situation& situation, const ClientInput& input) {
    if (const auto* presence = std::get_if<PresenceUpdate>(&input.body)) {
        return decide_presence(situation, input, *presence);
    }
    hear(situation, input.client);
    if (const auto* report = std::get_if<Report>(&input.body)) {
        if (refuses_partner(situation, input, *report)) return;
        decide_report(situation, input, *report);
        return note_provenance(situation, input);
    }
    if (const auto* update = std::get_if<StatusUpdate>(&input.body)) return decide_status(situation, input, *update);
    if (const auto* ack = std::get_if<Ack>(&input.body)) return decide_ack(situation, input, *ack);
    if (!belongs(situation.organisation, input.client) && input.client != the_hub) {
        return refuse_outsider(situation, input.body);
    }
    if (const auto* instruct = std::get_if<Instruct>(&input.body)) return decide_instruct(situation, input, *instruct);
    if (const auto* command = std::get_if<Command>(&input.body)) return decide_command(situation, input, *command);
    situation.refuse(Reason::not_supported, "", "a query is no input of the core");
}

void decide_lapse(Situation& situation, const LeaseLapses& lapse) {
    const Unit* unit = situation.state.unit(lapse.client);
    if (unit == nullptr || unit->presence == lapse.presence) return;
    // Not heard since the hub's own start: that stays unknown, but who is at work must be heard.
    if (unit->presence == PresenceState::unknown) {
        follow_silence(situation, lapse.client);
        return pass_on_words(situation, lapse.client);
    }
    const ObservedUnit* seen = situation.observed.unit(lapse.client);
    const bool is_flat = seen != nullptr && seen->battery_pct && *seen->battery_pct <= flat_battery_pct;
    // What it said of its going, or the broker of its connection, is told still.
    const bool is_known = unit->presence == PresenceState::late && unit->presence_reason != PresenceReason::silent;
    const PresenceReason reason = is_known  ? unit->presence_reason
                                  : is_flat ? PresenceReason::battery
                                            : PresenceReason::silent;
    situation.happen(the_hub, presence_of(situation, lapse.client, lapse.presence, reason));
    if (lapse.presence == PresenceState::lost) follow_silence(situation, lapse.client);
}

// The journal says with which set each decision was made, so also when the files changed while no hub ran.
void begin_with_rules(Situation& situation) {
    const std::string& version = situation.rules.version();
    if (version == situation.state.rules.version) return;
    change_rules(situation, the_hub, version, RulesChange::start, situation.rules.silences());
}

// Whose account became covert since leaves the open work that it was in.
void hide_covert_units(Situation& situation) {
    for (const auto& [id, incident] : situation.state.incidents) {
        if (incident.is_closed()) continue;
        for (const auto& [unit, progress] : incident.units) {
            if (may_show(situation.organisation, unit, incident.compartment)) continue;
            situation.happen(the_hub, Unassigned{id, {}, unit});
        }
    }
}

BoardPlace place_of(const Organisation& organisation, const Account& account) {
    const DivisionName division = organisation.division_of(account);
    if (!account.is_unit || division.empty()) return {};
    return {division, account.compartment};
}

// So that whoever reads a board learns which units are gone from it since (docs/decisions/0013).
void place_units(Situation& situation) {
    for (const auto& [unit, from] : situation.state.places) {
        const Account* account = situation.organisation.account(unit);
        Account stranger;
        stranger.name = unit;
        place_unit(situation, account != nullptr ? *account : stranger);
    }
    for (const auto& [unit, account] : situation.organisation.accounts) {
        if (!situation.state.places.contains(unit)) place_unit(situation, account);
    }
}

void retire(Situation& situation, const Ulid& subject) {
    const IncidentId incident{subject};
    if (const Incident* known = situation.state.incident(incident)) {
        // One that went to another incident and came back is named twice.
        const std::set<InstructionId> orders(known->orders.begin(), known->orders.end());
        situation.happen(the_hub, IncidentRetired{incident, {orders.begin(), orders.end()}});
    } else {
        situation.happen(the_hub, InstructionRetired{InstructionId{subject}});
    }
}

}  // namespace

void place_unit(Situation& situation, const Account& account) {
    const auto known = situation.state.places.find(account.name);
    const BoardPlace from = known == situation.state.places.end() ? BoardPlace{} : known->second;
    const BoardPlace to = place_of(situation.organisation, account);
    if (to != from) situation.happen(the_hub, UnitPlaced{account.name, from, to});
}

const Incident* find_incident(Situation& situation, const ClientName& client, const std::optional<IncidentId>& id,
                              const std::string& field) {
    const Incident* incident = id ? situation.state.incident(*id) : nullptr;
    if (incident != nullptr && (may_read(situation.organisation, client, *incident) ||
                                may_command(situation.organisation, client, *incident))) {
        return incident;
    }
    if (id) {
        situation.refuse(Reason::not_found, field, "no such incident is known");
    } else {
        situation.refuse(Reason::bad_value, field, "name the incident");
    }
    return nullptr;
}

bool must_stay_out(Situation& situation, const ClientName& client, const Incident& incident, const std::string& field) {
    if (may_show(situation.organisation, client, incident.compartment)) return false;
    situation.refuse(Reason::not_allowed, field,
                     "\"" + client.text + "\" works covertly: in open work it would be seen by everybody");
    return true;
}

void decide_due(Situation& situation) {
    for (const TimerKey& key : situation.state.timers.due_at(situation.now)) {
        switch (key.of) {
            case TimerKey::Of::escalations: {
                Draft draft(situation, *situation.state.incident(IncidentId{key.subject}));
                step_due_escalations(draft);
                break;
            }
            case TimerKey::Of::absences: follow_absence(situation); return;  // the rest with that in the state
            case TimerKey::Of::shifts: end_shift_of(situation, key.client); break;
            case TimerKey::Of::handovers: end_offer_of(situation, key.client); break;
            case TimerKey::Of::check_ins: check_in_due(situation, key.client); break;
            case TimerKey::Of::reach: check_reach(situation); break;
            case TimerKey::Of::exercises: end_exercises(situation); return;  // the rest with that in the state
            case TimerKey::Of::pauses: {
                Draft draft(situation, *situation.state.incident(IncidentId{key.subject}));
                end_pauses(draft);
                break;
            }
            case TimerKey::Of::claims: situation.happen(the_hub, Released{IncidentId{key.subject}}); break;
            case TimerKey::Of::instruction:
                situation.happen(the_hub, InstructionExpired{InstructionId{key.subject}});
                break;
            case TimerKey::Of::waits: {
                Draft draft(situation, *situation.state.incident(IncidentId{key.subject}));
                look_again(draft);
                // What it began holds others back: those that are due are looked at with that in the state.
                if (!situation.outcome.events.empty()) return;
                break;
            }
            case TimerKey::Of::retirement: retire(situation, key.subject); break;
            case TimerKey::Of::authorisations: tell_of_authorisations(situation); break;
            case TimerKey::Of::silences: tell_of_silences(situation); break;
            case TimerKey::Of::briefings:
                // Of what was due before it tells the outcome.
                if (!situation.outcome.events.empty()) return;
                give_briefings(situation);
                break;
            // One at a time, each with the one before in the state.
            case TimerKey::Of::agreements:
                if (situation.outcome.events.empty()) end_agreement_of(situation, key.client);
                return;
            case TimerKey::Of::partner_words:
                if (situation.outcome.events.empty()) tell_planned(situation, key.client, IncidentId{key.subject});
                return;
        }
    }
}

Outcome Decider::decide(const State& state, const Observed& observed, const CoreCommand& command, Instant now) const {
    Outcome outcome;
    Situation situation{organisation_, rules_, state, observed, now, outcome};
    if (const auto* input = std::get_if<ClientInput>(&command)) {
        decide_input(situation, *input);
        // What a refused input would have done did not happen; that its client was heard did.
        if (outcome.refusal) {
            std::erase_if(outcome.events,
                          [](const Event& event) { return !std::holds_alternative<PresenceChanged>(event.body); });
        }
        if (!outcome.refusal) note_word(situation, input->client);
    } else if (const auto* start = std::get_if<HubStart>(&command)) {
        situation.happen(the_hub, HubStarted{start->version});
        begin_with_rules(situation);
        hide_covert_units(situation);
        place_units(situation);
        plan_briefings(situation);
        follow_authorisations(situation);
    } else if (const auto* lapse = std::get_if<LeaseLapses>(&command)) {
        decide_lapse(situation, *lapse);
    } else if (const auto* heard = std::get_if<ClientHeard>(&command)) {
        hear(situation, heard->client);
    } else if (const auto* offer = std::get_if<AgreementsOffer>(&command)) {
        decide_agreements(situation, *offer);
    } else if (const auto* consultation = std::get_if<Consultation>(&command)) {
        situation.happen(consultation->asker, Consulted{consultation->consulted});
    } else if (const auto* finding = std::get_if<RetentionFinding>(&command)) {
        decide_retention(situation, *finding);
    } else {
        decide_due(situation);
    }
    follow_desertion(situation);
    follow_pauses(situation);
    follow_partners(situation);
    return outcome;
}

}  // namespace paraat::core

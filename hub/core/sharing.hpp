#pragma once

#include "hub/core/command.hpp"
#include "hub/core/decide.hpp"

// What partners are told, decided beside everything else that is: by the agreements in force and what just happened.
namespace paraat::core {

// What happens to what partners know; for evolve().
void follow_sharing(State& state, const Event& event);
// The timers of all partners, after a state was read.
void index_sharing(State& state);

// These are the agreements from now on: what is new or other begins to decide, what is missing, empty or over ends, and
// what a partner may not know any more is recalled.
void decide_agreements(Situation& situation, const AgreementsOffer& offer);
// An agreement's end has come.
void end_agreement_of(Situation& situation, const ClientName& partner);
// What waited for its delay is told.
void tell_planned(Situation& situation, const ClientName& partner, const IncidentId& incident);
// The pure part of it: what a partner is to be told of an incident as it is, beyond what it knows (nullptr: nothing).
std::vector<EventBody> words_about(const Agreement& agreement, const PartnerCase* known, const Incident& incident,
                                   const Provenance* from, Instant now);
// Likewise what waited and is due.
std::vector<EventBody> words_due(const Partner& partner, const IncidentId& incident, Instant now);
// What the decision so far changed for partners.
void follow_partners(Situation& situation);

// A report of a partner that its agreement does not cover, or that came round, is refused; true then.
bool refuses_partner(Situation& situation, const ClientInput& input, const Report& report);
// An incident that a partner's report opened is noted as the partner's.
void note_provenance(Situation& situation, const ClientInput& input);

}  // namespace paraat::core

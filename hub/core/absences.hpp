#pragma once

#include "hub/core/decide.hpp"

namespace paraat::core {

// One of those who went off duty or are lost: what it was asked goes on without it. The next with that in the state.
void follow_absence(Situation& situation);
// Nobody of the team is on duty, of those who may take part in what is in this compartment: of a covert member nobody
// learns by the others.
bool is_at_home(const Situation& situation, const TeamName& team, const CompartmentName& compartment);
// Who offers it and goes leaves it to the next for as long as the offer stands.
bool is_offered(const State& state, const ClientName& from, const IncidentId& incident);
// Whether it had a part in the incident only as what it is not any more: somebody gave it another place.
bool has_lost(const Situation& situation, const ClientName& client, const Incident& incident);
// What it was told, and did not read, goes on to who is there: its device is lost.
void pass_on_words(Situation& situation, const ClientName& client);

}  // namespace paraat::core

#pragma once

#include "hub/core/decide.hpp"

// Who is on duty, what they have in hand, and how it goes to the next.
namespace paraat::core {

// Whether the incident would be nobody's if this client went.
bool has_in_hand(const Incident& incident, const ClientName& client);
// All such incidents.
std::vector<IncidentId> in_hand(const State& state, const ClientName& client);
// Those of them that the asker is cleared for: to others there is nothing else.
std::vector<IncidentId> in_hand(const Situation& situation, const ClientName& client, const ClientName& asker);
// Instructions of this client that nobody answered yet.
std::vector<InstructionId> unanswered_of(const State& state, const ClientName& client);

// shift_start, shift_end, handover.
void decide_shift(Situation& situation, const ClientInput& input, const Command& command);

// Takes what is offered to a client of this incident; false when nothing is.
bool take_over(Draft& draft, const ClientName& client);

// The planned end of a client's shift passed.
void end_shift_of(Situation& situation, const ClientName& client);

// What a client offered stays its own; it is told why.
void end_offer(Situation& situation, const ClientName& from, const std::string& why);
// Nobody took what a client offered.
void end_offer_of(Situation& situation, const ClientName& from);

// A client does not want what is offered to it with this incident; false when nothing is.
bool decline_offer(Situation& situation, const ClientName& client, const IncidentId& incident);

}  // namespace paraat::core

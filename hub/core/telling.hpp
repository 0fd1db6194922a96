#pragma once

#include "hub/core/decide.hpp"

namespace paraat::core {

// The hub tells somebody something that is to be read, as an instruction. `key` says of what: the same telling at the
// same moment has the same id. What was issued; nullopt when nobody is behind the target.
std::optional<InstructionId> tell(Situation& situation, const std::string& key, Order order);
InstructionId told_id(const std::string& key, Instant at);

// Tells it to whom it is for, and where nobody of them is there, to who is there next: the coordinator of the division,
// the centre or the opco. It stands until one of them has read it, and goes on likewise (follow_absence). False when
// nobody at all is on duty.
bool tell_somebody(Situation& situation, const std::string& key, Order order, const DivisionName& division);
// Only to who is there next. What was issued; nullopt when nobody is.
std::optional<InstructionId> tell_next(Situation& situation, const std::string& key, Order order,
                                       const DivisionName& division);

// A word about an incident, to nobody in particular yet.
Order about(const Incident& incident);

// Whether anybody whom an order would be for can read it now.
bool is_somebody_there(const Situation& situation, const Order& order);
// Whether a client can read now what it is told: on duty, with a device that is heard.
bool can_read(const Situation& situation, const ClientName& client);

}  // namespace paraat::core

#pragma once

#include "tests/property/model/night.hpp"

// Orders, and how far they got: contract section 4.
namespace paraat::test::model {

// Who of a target is at work and may know.
Names addressees_of(const Night& night, const Name& target, bool is_covert);
// Never to nobody: the caller has looked.
void issue(Night& night, const core::InstructionId& id, const Instruction& order);
void end(Night& night, Instruction& instruction, core::InstructionState state);
// All about the incident that stand, or those of them that are to the target.
void withdraw_about(Night& night, const core::IncidentId& incident, const std::optional<Name>& target);
// A newer dispatch takes the place of the older one.
void supersede_dispatch(Night& night, const core::IncidentId& incident, const Name& target);

// Who went off duty without a yes or no is not waited for.
void leave_orders(Night& night, const Name& client, bool is_covert);
// Whom a dispatch brought, and who did not set out, is not sent any more.
void call_off(Night& night, const Instruction& order, const Name& by);

// Its sender's, or that of who commands those whom it is for.
bool may_replace(const Instruction& order, const Name& client);
// An order about covert work is known to who is cleared for that.
bool may_know(const Instruction& order, const Name& client);

Verdict take_instruct(Night& night, const Message& message, const core::Instruct& order);
Verdict take_answer(Night& night, const Message& message, const core::Ack& ack);

}  // namespace paraat::test::model

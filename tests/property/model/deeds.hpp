#pragma once

#include "tests/property/model/night.hpp"

// What people say and do, each by its kind: the verdict, and the night that it makes.
namespace paraat::test::model {

Verdict take_ack(Night& night, const Message& message, const core::Ack& ack);
Verdict take_status(Night& night, const Message& message, const core::StatusUpdate& update);
Verdict take_command(Night& night, const Message& message, const core::Command& command);
// Those commands that send somebody, or take them back.
void assign(Night& night, const Message& message, Incident& incident, const core::Command& command, Verdict& verdict);
// A team or unit is not to do anything about it any more.
void take_back(Night& night, Incident& incident, const Name& target);
void merge(Night& night, Incident& one, const Name& client, const core::Command& command, Verdict& verdict);
void split(Night& night, const Message& message, Incident& incident, const core::Command& command, Verdict& verdict);
Verdict take_handover(Night& night, const Message& message, const core::Command& command);
// Of the incident alone, by an acknowledgement or its refusal; false when nothing is offered.
bool take_what_is_offered(Night& night, Incident& incident, const Name& client);
bool decline_what_is_offered(Night& night, const core::IncidentId& incident, const Name& client);
void end_offer(Night& night, const Name& from);
void end_offers_to(Night& night, const Name& to);
void offer_no_more(Night& night, const core::IncidentId& incident);
// Whether the incident would be nobody's if this client went.
bool has_in_hand(const Incident& incident, const Name& client);
Verdict take_shift(Night& night, const Message& message, const core::Command& command);
// Nobody counts on it any more; it leaves what it was sent to.
void end_shift(Night& night, const Name& name);
void come_on_duty(Unit& unit);

}  // namespace paraat::test::model

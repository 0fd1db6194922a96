#pragma once

#include <string>

#include "hub/codec/cot/event.hpp"
#include "hub/core/message.hpp"

// What the hub's words look like on a TAK user's map.
namespace paraat::app {

std::string tak_uid(const core::ClientName& unit);
std::string tak_uid(const core::IncidentId& incident);

// It has a position.
codec::cot::Event tak_unit(const core::UnitView& unit, Instant now);
codec::cot::Event tak_unit_gone(const core::ClientName& unit, Instant now);
codec::cot::Event tak_emergency(const core::UnitView& unit, Instant now);
codec::cot::Event tak_emergency_over(const core::ClientName& unit, Instant now);

// It has a position.
codec::cot::Event tak_incident(const core::Alert& alert, Instant now);
codec::cot::Event tak_incident_gone(const core::IncidentId& incident, Instant now);

// In words, for a chat.
std::string tak_text(const core::Alert& alert);
std::string tak_text(const core::InstructionView& instruction);
std::string tak_text_of_end(const core::InstructionView& instruction);
std::string tak_text(const core::Notice& notice);

// The contact that says them.
codec::cot::Event tak_contact(Instant now);

}  // namespace paraat::app

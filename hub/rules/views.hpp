#pragma once

#include "hub/core/rule_questions.hpp"
#include "hub/rules/cel/value.hpp"

// What the core knows, as values that conditions read field by field. Each refers to what it is of, which outlives it;
// those of units and teams are copies.
namespace paraat::rules {

cel::Value view_of(const core::Report& report, const core::Incident& incident, const core::ClientName& client);
cel::Value view_of(const core::Incident& incident, Instant now);
cel::Value view_of(const core::ReportHeard& report);
cel::Value view_of(const core::UnitSeen& unit);
// The units of a team, and how many of them are on duty and available.
cel::Value view_of_team(const std::string& team, const std::string& division, std::vector<core::UnitSeen> members);
// The moment where the centre is.
cel::Value view_of_local_time(Instant now);

// Not off duty, as far as it said; one that never said what it does is not.
bool is_on_duty(const core::UnitSeen& unit);

}  // namespace paraat::rules

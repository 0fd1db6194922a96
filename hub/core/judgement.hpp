#pragma once

#include <set>

#include "hub/core/situation.hpp"

// What the rules and the categories make of an incident.
namespace paraat::core {

// extreme 1, severe 2, serious 2, moderate 3, minor 4.
std::int32_t priority_of(Severity severity);
Because because_severity(Severity severity);
Because because_category(const Category& category);
// Before any rule: the lower number of the category's and the severity's.
std::int32_t default_priority(const Category& category, Severity severity);
// "Schietpartij": the category's Dutch label with a capital.
std::string title_of(const Category& category);

// Asks all rules about the incident, then its category: adds divisions, lowers the priority number, starts escalations.
void judge(Draft& draft, const Report& newest, const ClientName& client);
// The same when no report came: after a change of category or division.
void judge_again(Draft& draft);
// The escalations that its category and the rules ask for as it is now, whatever runs.
std::set<PolicyName> called_for(const Draft& draft);
// Looks at the rules whose wait is over.
void look_again(Draft& draft);

void route(Draft& draft, const ClientName& by, const DivisionName& division, const RuleName& rule, Because because);

}  // namespace paraat::core

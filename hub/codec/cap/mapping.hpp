#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "hub/base/result.hpp"
#include "hub/codec/cap/alert.hpp"
#include "hub/core/input.hpp"

// Between the words of CAP and ours, both ways.
namespace paraat::codec::cap {

// Names of the parameters that keep what CAP has no word for.
inline constexpr std::string_view severity_parameter = "paraat:severity";
inline constexpr std::string_view category_parameter = "paraat:category";
// Name of the event code that is a classification of the Dutch emergency services.
inline constexpr std::string_view lmc_code = "lmc";

// The first value of that name, without blanks around it; empty when there is none.
std::string_view value_named(const std::vector<NamedValue>& values, std::string_view name);

// Serious and severe are both Severe: severity_parameter tells them apart.
Severity severity_for(core::Severity severity);
// By the parameter, else by CAP's word; nullopt for Unknown.
std::optional<core::Severity> severity_of(const AlertBlock& block);

// Security where our category is not known.
Category category_for(std::string_view ours);
// By the parameter or an event code of that name, else by what the event says, else by CAP's categories: the first that
// is in `allowed`; else "other".
std::string category_of(const AlertBlock& block, const std::set<std::string>& allowed);

// Of an incident with our priority 1 (highest) to 5.
Urgency urgency_for(int priority);
// Of an incident that so many people reported.
Certainty certainty_for(int reports);

// What an Alert or an Update says, as a report: of its block to show. Refused as `bad_value` with the reason: a status
// that is not for people (Test, System, Draft, or none), and Cancel, Ack and Error, which speak of other messages.
Result<core::Report> to_report(const Alert& alert, const std::set<std::string>& allowed);

}  // namespace paraat::codec::cap

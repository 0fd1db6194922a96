#pragma once

#include <string>

#include "clients/cli/command.hpp"
#include "clients/sdk/outbox.hpp"

// What the hub tells, a line of text each. Whatever is missing or no such type is left out.
namespace paraat::cli {

// A moment in the local zone of who reads it: "2026-12-06 01:30:00".
std::string moment(std::int64_t ms);

std::string alert_line(const Json& alert);
std::string timeline_line(const Json& entry);
std::string unit_line(const Json& unit);

// The hub's word on an input.
std::string accepted_line(const Json& receipt);
std::string refused_line(const Json& receipt);
// Why, without saying that it was refused: what may pass is not.
std::string reason_line(const Json& receipt);

// What waits for that word, and since when.
std::string letter_line(const sdk::Letter& letter);

// What one rule saw of an incident.
std::string finding_line(const Json& finding);

}  // namespace paraat::cli

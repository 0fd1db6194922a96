#pragma once

#include <string>

#include "clients/cli/command.hpp"

namespace paraat::cli {

// Sends one input as that account and waits for its outcome, sending it again with the same id until there is one.
// Tells the outcome; its exit code.
int send_for_outcome(const Options& options, const std::string& as, const std::string& kind, Json body);

// Sends once what the hub never answers: a beacon, or how far a notice got.
int send_once(const Options& options, const std::string& as, const std::string& kind, const Json& body);

// Whether an ack with this answer ends in an outcome (contract section 2).
bool has_outcome(const std::string& answer);

}  // namespace paraat::cli

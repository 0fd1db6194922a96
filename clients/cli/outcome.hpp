#pragma once

#include <string>
#include <vector>

#include "clients/cli/command.hpp"
#include "clients/sdk/outbox.hpp"

// The one outcome of an input (contract section 2), for who waits for it.
namespace paraat::cli {

bool has_ended(const sdk::LetterNews& news);
int exit_of(const Json& receipt);
void tell_outcome(const Options& options, const Json& receipt);
// Why there is none, after Outgoing::run(); the exit code. `not_yet`: what the hub said of each that it may take later.
int tell_silence(const Options& options, const Result<void>& ran, const std::vector<std::string>& not_yet);

}  // namespace paraat::cli

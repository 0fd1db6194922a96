#pragma once

#include <filesystem>
#include <string>

#include "clients/cli/command.hpp"
#include "clients/sdk/outbox_folder.hpp"

// Where `paraat` keeps what must not be lost.
namespace paraat::cli {

// As the XDG base directory specification has it: below $XDG_STATE_HOME, or ~/.local/state. Empty when there is
// neither; what is no absolute path counts as none.
std::string outbox_default(const std::string& state_home, const std::string& home);

// One account's folder in it.
std::filesystem::path outbox_path(const Options& options, const std::string& as);
Result<sdk::OutboxFolder> open_outbox(const Options& options, const std::string& as);

// What is said of an outbox word to be typed next, with all that was given where it is not the usual: never a password.
std::string outbox_command(const Options& options, const std::string& words, const std::string& as);

// Says which files are no letters, or are passed over for now; after all().
void tell_damaged(const sdk::OutboxFolder& folder);

}  // namespace paraat::cli

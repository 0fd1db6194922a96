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

}  // namespace paraat::cli

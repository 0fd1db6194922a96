#pragma once

#include <string>

#include "clients/cli/command.hpp"

// How `paraat` logs in at the broker.
namespace paraat::cli {

// A connection of an account, under the client id `AS.TAB`. Its password is the first that is found: of --user,
// --password-file, PARAAT_PASSWORD_FILE, ~/.config/paraat/logins/AS, and, of a broker on this machine, what its hub
// keeps readable of a login that nobody changed yet. Without any it tries without, as brokers without accounts let it.
// An empty `as` is nobody.
Result<sdk::Session> connect_as(const Options& options, const std::string& as, const std::string& tab);

// Whether a broker there is reached without any network.
bool is_this_machine(const std::string& host);

// Of the configuration that a hub of this folder would have.
std::string access_directory();

}  // namespace paraat::cli

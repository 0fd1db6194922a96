#pragma once

#include <sys/types.h>

#include <optional>

#include "clients/cli/doctor/finding.hpp"

namespace paraat::cli {

// A file or folder that others must not read.
struct KeptFile {
    std::string path;
    bool is_folder = false;
    bool is_sheltered = false;  // the folder it is in is closed to others
    mode_t mode = 0;
    uid_t owner = 0;
};

struct SecretFacts {
    std::vector<KeptFile> files;      // those that are there
    std::vector<std::string> unseen;  // that may be there, behind a folder that is closed to us
    std::optional<uid_t> owner;       // whose they should be: the journal's; nullopt: there is none yet
    std::vector<std::string>
        in_config;  // keys of secrets that stand in the configuration: "broker.password (hub.toml:12)"
    // Variables with a secret in the environment of the hub that runs; nullopt: none runs, or it may not be looked at.
    std::optional<std::vector<std::string>> in_environment;
    std::vector<std::string> on_command_line = {};  // of the hub that runs, by their flags
};

// Whether secrets are closed to others, and in files.
Findings check_secrets(const SecretFacts& facts);

}  // namespace paraat::cli

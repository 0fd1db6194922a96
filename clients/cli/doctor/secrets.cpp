#include "clients/cli/doctor/secrets.hpp"

#include <array>
#include <cstdio>

namespace paraat::cli {
namespace {

std::string mode_text(mode_t mode) {
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "%04o", static_cast<unsigned>(mode & 07777));
    return text.data();
}

std::string proper_mode(const KeptFile& file) {
    return file.is_folder ? "0700" : "0600";
}

Findings modes(const SecretFacts& facts) {
    Findings found;
    for (const KeptFile& file : facts.files) {
        const bool is_for_all = (file.mode & 0007) != 0;
        const bool is_open = is_for_all && !file.is_sheltered;
        if ((file.mode & 0077) != 0) {
            found.push_back({"secret-files", is_open ? Grade::open : Grade::warn,
                             file.path + " is open to " + (is_for_all ? "everybody" : "its group") + " (" +
                                 mode_text(file.mode) + ")",
                             "chmod " + proper_mode(file) + " " + file.path +
                                 (is_open ? "; what was in it may be known: make it anew" : "")});
        }
        if (facts.owner && file.owner != *facts.owner) {
            found.push_back({"secret-files", Grade::warn, file.path + " belongs to another user than the journal",
                             "chown it to the hub's own user: the hub may not be able to read it"});
        }
    }
    for (const std::string& path : facts.unseen) {
        found.push_back(
            {"secret-files", Grade::unknown, path + " is closed to this user", "run this as the hub's user"});
    }
    if (found.empty()) {
        found.push_back({"secret-files", Grade::ok,
                         std::to_string(facts.files.size()) + " files and folders of secrets are closed to others"});
    }
    return found;
}

Findings places(const SecretFacts& facts) {
    Findings found;
    for (const std::string& key : facts.in_config) {
        found.push_back({"secret-places", Grade::warn, "a secret stands in the configuration: " + key,
                         "put it into a file of its own, or a service credential (docs/doctor.md)"});
    }
    for (const std::string& name : facts.in_environment.value_or(std::vector<std::string>{})) {
        found.push_back({"secret-places", Grade::warn, "the hub was started with a secret in its environment: " + name,
                         name + "_FILE names a file with it"});
    }
    for (const std::string& flag : facts.on_command_line) {
        found.push_back(
            {"secret-places", Grade::open,
             "the hub was started with a secret on its command line, which everybody here may list: " + flag,
             "put it into a file of its own (docs/doctor.md), and make another one"});
    }
    if (!facts.in_environment) {
        found.push_back({"secret-places", Grade::unknown, "no hub runs whose environment this user may look at", ""});
    } else if (found.empty()) {
        found.push_back({"secret-places", Grade::ok,
                         "no secret stands in the configuration, the hub's environment or its command line"});
    }
    return found;
}

}  // namespace

Findings check_secrets(const SecretFacts& facts) {
    Findings found = modes(facts);
    add_all(found, places(facts));
    return found;
}

}  // namespace paraat::cli

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "clients/cli/command.hpp"
#include "hub/app/hub_files.hpp"

// What the hub of this machine reads, for words that work on its files and not over the broker.
namespace paraat::cli {

struct Site {
    std::string config = "config/hub.toml";
    // The configuration and the organisation; nullopt after their issues were said. Wrong rules are no matter here.
    std::optional<app::HubFiles> read() const;
    // The same, with who was appointed or dismissed since by the journal as the organisation; nullopt also where that
    // cannot be read, after that was said.
    std::optional<app::HubFiles> read_in_force() const;
};

// Gives a word its --config.
std::shared_ptr<Site> add_site(Word& word);

}  // namespace paraat::cli

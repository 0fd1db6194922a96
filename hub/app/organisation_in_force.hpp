#pragma once

#include <filesystem>

#include "hub/app/hub_files.hpp"
#include "hub/base/result.hpp"
#include "hub/core/state.hpp"

namespace paraat::app {

// Who there is, for commands that stand beside a hub: as the organisation's file says, with who was appointed or
// dismissed since by its journal (docs/decisions/0037).
struct InForce {
    core::Organisation organisation;
    core::State state;         // that the journal came to; empty without one
    bool has_journal = false;  // without one nobody was appointed yet
};

// Reads the journal to its end, from its newest snapshot on; the hub may be writing meanwhile. Refused: `not_owner`,
// since a reader that is another user could leave files that the hub cannot open, or what the journal refuses with.
Result<InForce> organisation_in_force(const core::Organisation& configured, const std::filesystem::path& journal);

}  // namespace paraat::app

#pragma once

#include <filesystem>

#include "hub/base/result.hpp"

namespace paraat {

// Whether a folder is this user's own: what another user, root among them, writes there is closed to its owner, so that
// the hub could not read it. A folder that is not there is nobody's yet. Refused: `not_owner`, with what to do.
Result<void> check_owner(const std::filesystem::path& directory);

}  // namespace paraat

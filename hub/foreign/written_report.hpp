#pragma once

#include <string>
#include <vector>

#include "hub/core/input.hpp"

namespace paraat::foreign {

// A report as JSON of the wire contract, for the same door that everybody's come through. `follows`: ids of earlier
// reports of the same client that it continues, the newest first; at most `follows_most` go with it.
inline constexpr std::size_t follows_most = 16;
std::string written_report(const std::string& id, const core::Report& report,
                           const std::vector<std::string>& follows = {});

}  // namespace paraat::foreign

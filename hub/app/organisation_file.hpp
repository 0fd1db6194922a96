#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/source_issue.hpp"
#include "hub/core/organisation.hpp"

namespace paraat::app {

inline constexpr std::size_t units_most = 150;  // per team: a team board must fit into one message

struct OrganisationReading {
    core::Organisation organisation;  // whole only when there are no issues
    std::vector<SourceIssue> issues;
};

// Reads config/organisation.toml and checks every reference in it.
OrganisationReading read_organisation(std::string_view text, const std::string& file);

}  // namespace paraat::app

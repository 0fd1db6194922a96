#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/source_issue.hpp"
#include "hub/core/organisation.hpp"
#include "hub/core/retention.hpp"

namespace paraat::app {

struct PrivacyReading {
    core::Retention retention;  // whole only without issues
    std::vector<SourceIssue> issues;
    std::vector<std::string> cautions;  // a sentence each: what works, and somebody may not mean
};

// Reads privacy.toml (docs/privacy.md) strictly: each name exists, each term has a ground, the last regime is for all
// that no other applies to and has a term for each kind of record.
PrivacyReading read_privacy(std::string_view text, const std::string& file, const core::Organisation& organisation);

// The same of a file, each issue rendered for a person. `named_at` says where the configuration names it; empty = it
// does not, and when there is no such file the shipped terms hold. One that was named and is not there is an issue:
// terms that nobody chose would erase.
struct PrivacyFile {
    core::Retention retention = core::shipped_retention();
    std::vector<std::string> issues;
    std::vector<std::string> cautions;
};
PrivacyFile read_privacy_file(const std::filesystem::path& file, const core::Organisation& organisation,
                              const std::string& named_at = {});

}  // namespace paraat::app

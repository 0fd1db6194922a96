#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/source_issue.hpp"
#include "hub/core/agreement.hpp"
#include "hub/core/organisation.hpp"
#include "hub/rules/rule_set.hpp"

namespace paraat::app {

struct AgreementsReading {
    std::vector<core::Agreement> agreements;  // whole only without issues
    std::vector<SourceIssue> issues;
    std::vector<std::string> cautions;  // a sentence each: what works, and lets nothing through
};

// Reads partners.toml (docs/partners.md) strictly: each name exists, each agreement has a purpose, a ground and an end.
// `rules` know the named areas and the calendar that dates are of. Nothing that is left out is given.
AgreementsReading read_agreements(std::string_view text, const std::string& file,
                                  const core::Organisation& organisation, const rules::RuleSet& rules);

// The same of a file, each issue rendered for a person. A file that is not there holds no agreement.
struct AgreementsFile {
    std::vector<core::Agreement> agreements;
    std::vector<std::string> issues;
    std::vector<std::string> cautions;
};
AgreementsFile read_agreements_file(const std::filesystem::path& file, const core::Organisation& organisation,
                                    const rules::RuleSet& rules);

}  // namespace paraat::app

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/app/judgements.hpp"
#include "hub/core/message.hpp"

namespace paraat::app {

// All that is told of the rules of one incident.
struct IncidentExplanation {
    core::Revision rev = 0;  // of the incident, as far as was looked
    std::vector<core::RuleFinding> findings;
    std::vector<std::string> why_not;
    std::vector<std::string> remarks;
};

// Judges anew what was judged, and tells each rule of it; of a target why it was not told. An Error `bad_value` for a
// target that is none or that `asker` may not know of (who asks the journal itself, with no name, may know of all).
Result<IncidentExplanation> explain_incident(const core::Organisation& organisation, RuleLibrary& library,
                                             journal::JournalReader reader, const JudgementsWanted& wanted,
                                             const std::string& target, const core::ClientName& asker);

}  // namespace paraat::app

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/core/state.hpp"
#include "hub/journal/reader.hpp"
#include "tests/simulation/figures.hpp"

namespace paraat::simulation {

// What a journal says, read from its first event on.
struct JournalAudit {
    core::State folded;
    std::set<std::string> covert_incidents;
    std::set<std::string> secrets;                           // ids and names that are covert work's, those among them
    std::map<std::string, std::set<std::string>> divisions;  // that each incident was ever with
    std::vector<std::string> complaints;
};

// Holds each event to what may never happen: a report twice, a call that ends without a person. Counts them.
JournalAudit audit(journal::JournalReader& reader, const core::Organisation& organisation, Figures& figures);

}  // namespace paraat::simulation

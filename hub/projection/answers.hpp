#pragma once

#include <array>
#include <functional>
#include <string_view>

#include "hub/core/clearance.hpp"
#include "hub/core/message.hpp"
#include "hub/core/observed.hpp"
#include "hub/core/rule_questions.hpp"
#include "hub/core/state.hpp"

namespace paraat::projection {

// All that may be asked, by the word behind "ask". "explain" is answered by hub/app/explainer.
inline constexpr std::array<std::string_view, 14> questions = {
    "incidents", "incident", "units",     "explain", "nearest",      "policies",     "reach",
    "handover",  "load",     "exercises", "heard",   "organisation", "instructions", "areas"};

class HeardList;

// Where an answer is looked up. `history` gives all events of an incident, and of the orders that were ever about it,
// in their order, from the journal.
struct Archive {
    const core::Organisation& organisation;
    const core::State& state;
    const core::Observed& observed;
    std::function<std::vector<core::Event>(const core::Incident&)> history;
    Instant now;
    core::Revision rev = 0;  // rises with time; not the journal's sequence, which tells of covert work
    const core::RuleQuestions* rules = nullptr;  // those in force; null = none
    const HeardList* heard = nullptr;            // null = nothing was
};

// Contract section 5. What the asker may not know is not found.
core::QueryResult answer(const Archive& archive, const core::ClientName& asker, const std::string& id,
                         const core::Query& query);

}  // namespace paraat::projection

#pragma once

#include <string>
#include <vector>

#include "hub/rules/rule_set.hpp"

namespace paraat::rules {

// What became of one rule before one case.
struct RuleTrace {
    enum class Verdict {
        fired,
        not_fired,
        failed,
        waits,  // its condition holds, and it acts only when what it waits for does not come
    };

    const Rule* rule = nullptr;  // of the set
    Verdict verdict = Verdict::not_fired;
    std::string because;  // a sentence, also of one that did not fire
    std::vector<core::ConditionPart> parts;
};

// What the rules do with a case, rule by rule, as RuleSet::judge does it; nothing is counted. The set outlives it.
std::vector<RuleTrace> trace(const RuleSet& rules, const core::Case& at_hand);
// A rule at the end of its wait: whether it fired is what the journal says, why is seen anew. Nullopt when the set has
// none of that name.
std::optional<RuleTrace> trace_wait(const RuleSet& rules, const core::RuleName& name, const core::Case& at_hand,
                                    bool has_fired);
// One whose wait was dropped, because of the incident or because the rules changed.
std::optional<RuleTrace> trace_dropped_wait(const RuleSet& rules, const core::RuleName& name);

}  // namespace paraat::rules

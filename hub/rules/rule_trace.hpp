#pragma once

#include <string>
#include <vector>

#include "hub/rules/rule_set.hpp"

namespace paraat::rules {

// What became of one rule before one case.
struct RuleTrace {
    enum class Verdict { fired, not_fired, failed };

    const Rule* rule = nullptr;  // of the set
    Verdict verdict = Verdict::not_fired;
    std::string because;  // a sentence, also of one that did not fire
    std::vector<core::ConditionPart> parts;
};

// What the rules do with a case, rule by rule, as RuleSet::judge does it; nothing is counted. The set outlives it.
std::vector<RuleTrace> trace(const RuleSet& rules, const core::Case& at_hand);

}  // namespace paraat::rules

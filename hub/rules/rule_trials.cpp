#include "hub/rules/rule_trials.hpp"

namespace paraat::rules {

void RuleTrials::note(const core::RuleName& rule, bool differs) {
    const std::lock_guard lock(mutex_);
    RuleTrial& trial = trials_[rule];
    trial.rule = rule;
    ++trial.fired;
    trial.differs += differs ? 1 : 0;
}

std::vector<RuleTrial> RuleTrials::all() const {
    const std::lock_guard lock(mutex_);
    std::vector<RuleTrial> all;
    for (const auto& [name, trial] : trials_) all.push_back(trial);
    return all;
}

}  // namespace paraat::rules

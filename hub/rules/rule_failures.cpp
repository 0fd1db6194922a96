#include "hub/rules/rule_failures.hpp"

namespace paraat::rules {

void RuleFailures::note(const core::RuleName& rule, const std::string& what, const core::CompartmentName& compartment) {
    const std::lock_guard lock(mutex_);
    RuleFailure& failure = failures_[rule];
    failure.rule = rule;
    const bool is_first_of_open = compartment.empty() && failure.open_times++ == 0;
    if (failure.times++ == 0 || is_first_of_open) failure.first = what;
    if (is_first_of_open) new_.push_back(rule);
}

std::vector<RuleFailure> RuleFailures::all() const {
    const std::lock_guard lock(mutex_);
    std::vector<RuleFailure> all;
    for (const auto& [name, failure] : failures_) all.push_back(failure);
    return all;
}

std::vector<RuleFailure> RuleFailures::take_new() {
    const std::lock_guard lock(mutex_);
    std::vector<RuleFailure> taken;
    for (const core::RuleName& rule : new_) taken.push_back(failures_.at(rule));
    new_.clear();
    return taken;
}

}  // namespace paraat::rules

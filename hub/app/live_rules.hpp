#pragma once

#include <mutex>

#include "hub/rules/rule_set.hpp"

namespace paraat::app {

// The set of rules that decides, which another may replace while the hub runs. The core thread asks it and replaces the
// set between two decisions; any other thread takes a copy, which stays what it was.
class LiveRules : public core::RuleQuestions {
public:
    explicit LiveRules(rules::RuleSet set) : set_(std::move(set)) {}

    std::vector<core::Firing> judge(const core::Case& at_hand) const override { return set_.judge(at_hand); }
    Waited look_again(const core::RuleName& rule, const core::Case& at_hand) const override {
        return set_.look_again(rule, at_hand);
    }
    std::optional<bool> holds(const core::RuleName& rule, const core::Case& at_hand) const override {
        return set_.holds(rule, at_hand);
    }
    bool counts_in_window(const core::RuleName& rule) const override { return set_.counts_in_window(rule); }
    std::vector<std::string> areas_at(core::Position position) const override { return set_.areas_at(position); }
    const core::EscalationPolicy* policy(const core::PolicyName& name) const override { return set_.policy(name); }
    std::vector<std::string> policy_names() const override { return set_.policy_names(); }
    const std::string& version() const override { return set_.version(); }

    void put(rules::RuleSet set);
    rules::RuleSet current() const;

private:
    mutable std::mutex mutex_;  // the core thread alone writes, so it reads without
    rules::RuleSet set_;
};

}  // namespace paraat::app

#pragma once

#include <mutex>

#include "hub/rules/rule_set.hpp"

namespace paraat::app {

// The set of rules that decides, which another may replace while the hub runs. The core thread asks it and replaces the
// set between two decisions; any other thread takes a copy, which stays what it was.
class LiveRules : public core::RulesBehind {
public:
    explicit LiveRules(rules::RuleSet set) : set_(std::move(set)) {}

    void put(rules::RuleSet set);
    rules::RuleSet current() const;

private:
    const core::RuleQuestions& behind() const override { return set_; }

    mutable std::mutex mutex_;  // the core thread alone writes, so it reads without
    rules::RuleSet set_;
};

}  // namespace paraat::app

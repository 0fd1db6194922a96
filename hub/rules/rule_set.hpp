#pragma once

#include <memory>

#include "hub/core/organisation.hpp"
#include "hub/rules/rule.hpp"

namespace paraat::rules {

// The rules as the core asks them. Immutable; may be asked by any thread; cheap to copy.
class RuleSet : public core::RuleQuestions {
public:
    RuleSet() : content_(std::make_shared<const RuleContent>()) {}
    explicit RuleSet(RuleContent content) : content_(std::make_shared<const RuleContent>(std::move(content))) {}

    std::vector<core::Firing> judge(const core::Case& at_hand) const override;
    const core::EscalationPolicy* policy(const core::PolicyName& name) const override;
    std::vector<std::string> policy_names() const override;
    const std::string& version() const override { return content_->version; }
    const RuleContent& content() const { return *content_; }

private:
    std::shared_ptr<const RuleContent> content_;
};

// What became of one test of a rule file; empty faults = it passed.
struct TestOutcome {
    std::string file;
    int line = 0;
    std::vector<std::string> faults;
};

// Runs the tests that stand in the rule files, through the whole core.
std::vector<TestOutcome> run_tests(const RuleSet& rules, const core::Organisation& organisation);

}  // namespace paraat::rules

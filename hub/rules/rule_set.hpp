#pragma once

#include <memory>

#include "hub/rules/case_view.hpp"
#include "hub/rules/rule.hpp"
#include "hub/rules/rule_failures.hpp"
#include "hub/rules/rule_index.hpp"
#include "hub/rules/rule_trials.hpp"

namespace paraat::rules {

// The rules as the core asks them. Immutable but for its statistics, which copies share; may be asked by any thread;
// cheap to copy.
class RuleSet : public core::RuleQuestions {
public:
    RuleSet() : RuleSet(RuleContent{}) {}
    // Of content that was read without issues: each rule has a condition.
    explicit RuleSet(RuleContent content);

    std::vector<core::Firing> judge(const core::Case& at_hand) const override;
    Waited look_again(const core::RuleName& name, const core::Case& at_hand) const override;
    bool counts_in_window(const core::RuleName& name) const override;
    std::optional<bool> holds(const core::RuleName& name, const core::Case& at_hand) const override;
    std::vector<core::Firing> holding(const core::Case& at_hand) const override;
    std::vector<core::Silence> silences() const override;
    int minute_of_week(Instant at) const override;
    std::vector<std::string> areas_at(core::Position position) const override;
    std::vector<std::string> area_names() const override;
    core::AreaShape area_shape(const std::string& name) const override;
    std::int64_t risk_thousandths(const std::string& area, const core::Surroundings& around, Instant now,
                                  Milliseconds half_life) const override;
    const core::EscalationPolicy* policy(const core::PolicyName& name) const override;
    std::vector<std::string> policy_names() const override;
    std::vector<core::RuleName> rules_calling(const core::PolicyName& policy) const override;
    const std::string& version() const override { return content_->version; }
    const RuleContent& content() const { return *content_; }
    // The rules whose conditions hold, those on trial among them, in file then line order.
    std::vector<const Rule*> matching(const core::Case& at_hand) const;
    // Conditions that failed in evaluation.
    RuleFailures& failures() const { return *failures_; }
    // Rules on trial that fired.
    RuleTrials& trials() const { return *trials_; }
    // The same rules, with those on trial among the others.
    RuleSet with_trials_live() const;

private:
    struct Views;

    std::vector<const Rule*> matching(const core::Case& at_hand, const Views& views) const;
    const Rule* rule(const core::RuleName& name) const;  // nullptr when there is none
    CaseView view(const Rule& rule, const core::Case& at_hand) const;
    // What a condition comes to; nullopt when it fails, which is noted.
    std::optional<bool> holds(const Rule& rule, const cel::Program& condition, const CaseView& view) const;
    core::Firing firing(const Rule& rule, const CaseView& view) const;

    std::shared_ptr<const RuleContent> content_;
    std::shared_ptr<const RuleIndex> index_;
    std::shared_ptr<RuleFailures> failures_;
    std::shared_ptr<RuleTrials> trials_;
};

}  // namespace paraat::rules

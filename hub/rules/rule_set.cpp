#include "hub/rules/rule_set.hpp"

#include "hub/base/check.hpp"
#include "hub/rules/case_view.hpp"
#include "hub/rules/cel/explanation.hpp"

namespace paraat::rules {

RuleSet::RuleSet(RuleContent content)
    : content_(std::make_shared<const RuleContent>(std::move(content))), failures_(std::make_shared<RuleFailures>()) {
    for (const Rule& rule : content_->rules) PARAAT_CHECK(rule.condition != nullptr);
}

std::vector<core::Firing> RuleSet::judge(const core::Case& at_hand) const {
    const CaseView view(at_hand);
    std::vector<core::Firing> firings;
    for (const Rule& rule : content_->rules) {
        const auto outcome = rule.condition->evaluate(view);
        const auto* holds = outcome ? outcome->as<bool>() : nullptr;
        if (holds == nullptr) failures_->note(rule.name, outcome ? "it is neither true nor false" : outcome.error());
        if (holds == nullptr || !*holds) continue;
        const cel::Explanation why = cel::explain(*rule.condition, view);
        firings.push_back(
            {rule.name, {why.text, why.code, why.args}, rule.divisions, rule.priority, rule.escalate, rule.instruct});
    }
    return firings;
}

const core::EscalationPolicy* RuleSet::policy(const core::PolicyName& name) const {
    const auto found = content_->policies.find(name);
    return found == content_->policies.end() ? nullptr : &found->second;
}

std::vector<std::string> RuleSet::policy_names() const {
    std::vector<std::string> names;
    for (const auto& [name, unused] : content_->policies) names.push_back(name.text);
    return names;
}

}  // namespace paraat::rules

#include "hub/rules/rule_set.hpp"

#include <algorithm>

#include "hub/base/check.hpp"
#include "hub/rules/case_view.hpp"
#include "hub/rules/cel/explanation.hpp"

namespace paraat::rules {
namespace {

// Whether a rule on trial would have brought about what neither the incident has nor the rules that fired ask for.
bool would_change(const Rule& rule, const core::Incident& incident, const std::vector<core::Firing>& firings) {
    const auto asks = [&](const auto& what) { return std::any_of(firings.begin(), firings.end(), what); };
    for (const core::DivisionName& division : rule.divisions) {
        const auto routes = [&](const core::Firing& firing) {
            return std::find(firing.divisions.begin(), firing.divisions.end(), division) != firing.divisions.end();
        };
        if (!incident.is_with(division) && !asks(routes)) return true;
    }
    const auto is_as_low = [&](const core::Firing& firing) {
        return firing.priority && *firing.priority <= *rule.priority;
    };
    if (rule.priority && *rule.priority < incident.priority && !asks(is_as_low)) return true;
    const auto escalates = [&](const core::Firing& firing) { return firing.escalate == rule.escalate; };
    if (!rule.escalate.empty() && incident.escalation(rule.escalate) == nullptr && !asks(escalates)) return true;
    return rule.instruct && !incident.instructed_by.contains(rule.name);
}

}  // namespace

RuleSet::RuleSet(RuleContent content)
    : content_(std::make_shared<const RuleContent>(std::move(content))),
      failures_(std::make_shared<RuleFailures>()),
      trials_(std::make_shared<RuleTrials>()) {
    for (const Rule& rule : content_->rules) PARAAT_CHECK(rule.condition != nullptr);
}

std::vector<core::Firing> RuleSet::judge(const core::Case& at_hand) const {
    const CaseView view(at_hand);
    std::vector<core::Firing> firings;
    std::vector<const Rule*> on_trial;
    for (const Rule& rule : content_->rules) {
        const auto outcome = rule.condition->evaluate(view);
        const auto* holds = outcome ? outcome->as<bool>() : nullptr;
        if (holds == nullptr) failures_->note(rule.name, outcome ? "it is neither true nor false" : outcome.error());
        if (holds == nullptr || !*holds) continue;
        if (rule.is_shadow) {
            on_trial.push_back(&rule);
            continue;
        }
        const cel::Explanation why = cel::explain(*rule.condition, view);
        firings.push_back(
            {rule.name, {why.text, why.code, why.args}, rule.divisions, rule.priority, rule.escalate, rule.instruct});
    }
    for (const Rule* rule : on_trial) {
        trials_->note(rule->name, would_change(*rule, at_hand.incident, firings));
    }
    return firings;
}

RuleSet RuleSet::with_trials_live() const {
    RuleContent content = *content_;
    for (Rule& rule : content.rules) rule.is_shadow = false;
    return RuleSet(std::move(content));
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

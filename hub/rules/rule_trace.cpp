#include "hub/rules/rule_trace.hpp"

#include <algorithm>
#include <iterator>

#include "hub/rules/case_view.hpp"
#include "hub/rules/cel/explanation.hpp"
#include "hub/rules/cel/parts.hpp"

namespace paraat::rules {

namespace {

// Why a rule whose condition holds only waits, or does nothing any more.
std::string told_wait(const Rule& rule, const core::Incident& incident) {
    if (incident.waited.contains(rule.name)) return "; its wait for this incident is over";
    const std::string span = cel::to_text(cel::Value{*rule.after});
    return "; it waits " + span + " whether this comes: " + rule.unless->source();
}

const Rule* find(const RuleSet& rules, const core::RuleName& name) {
    const auto& all = rules.content().rules;
    const auto found = std::find_if(all.begin(), all.end(), [&](const Rule& one) { return one.name == name; });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::vector<RuleTrace> trace(const RuleSet& rules, const core::Case& at_hand) {
    std::vector<RuleTrace> traces;
    for (const Rule& rule : rules.content().rules) {
        const CaseView view(at_hand, &rules.content().areas, rule.includes_closed);
        RuleTrace made;
        made.rule = &rule;
        const auto outcome = rule.condition->evaluate(view);
        const auto* holds = outcome ? outcome->as<bool>() : nullptr;
        if (holds == nullptr) {
            made.verdict = RuleTrace::Verdict::failed;
            made.because = outcome ? "it is neither true nor false" : outcome.error();
        } else if (*holds) {
            const bool has_waited = at_hand.incident.waited.contains(rule.name);
            made.verdict = !rule.after  ? RuleTrace::Verdict::fired
                           : has_waited ? RuleTrace::Verdict::not_fired
                                        : RuleTrace::Verdict::waits;
            made.because = cel::explain(*rule.condition, view).text;
            if (rule.after) made.because += told_wait(rule, at_hand.incident);
        } else {
            made.because = cel::explain_not(*rule.condition, view).text;
        }
        made.parts = cel::parts_of(*rule.condition, view);
        traces.push_back(std::move(made));
    }
    return traces;
}

std::optional<RuleTrace> trace_wait(const RuleSet& rules, const core::RuleName& name, const core::Case& at_hand,
                                    bool has_fired) {
    const Rule* rule = find(rules, name);
    if (rule == nullptr) return std::nullopt;
    const CaseView view(at_hand, &rules.content().areas, rule->includes_closed);
    RuleTrace made;
    made.rule = rule;
    made.parts = cel::parts_of(*rule->condition, view);
    if (rule->unless) {
        std::vector<core::ConditionPart> of_unless = cel::parts_of(*rule->unless, view);
        std::move(of_unless.begin(), of_unless.end(), std::back_inserter(made.parts));
    }
    if (has_fired) {
        made.verdict = RuleTrace::Verdict::fired;
        made.because = cel::explain(*rule->condition, view).text +
                       (rule->unless ? "; this did not come: " + rule->unless->source() : "; it waits no more");
        return made;
    }
    const auto outcome = rule->condition->evaluate(view);
    const auto* holds = outcome ? outcome->as<bool>() : nullptr;
    const bool holds_no_more = holds != nullptr && !*holds;
    made.because = holds_no_more ? cel::explain_not(*rule->condition, view).text
                                 : "what it waited for came: " + (rule->unless ? rule->unless->source() : "nothing");
    return made;
}

std::optional<RuleTrace> trace_dropped_wait(const RuleSet& rules, const core::RuleName& name) {
    const Rule* rule = find(rules, name);
    if (rule == nullptr) return std::nullopt;
    RuleTrace made;
    made.rule = rule;
    made.because = "its wait was dropped: the rule does not act any more, or the incident takes no reports";
    return made;
}

}  // namespace paraat::rules

#include "hub/rules/rule_trace.hpp"

#include "hub/rules/case_view.hpp"
#include "hub/rules/cel/explanation.hpp"
#include "hub/rules/cel/parts.hpp"

namespace paraat::rules {

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
            made.verdict = RuleTrace::Verdict::fired;
            made.because = cel::explain(*rule.condition, view).text;
        } else {
            made.because = cel::explain_not(*rule.condition, view).text;
        }
        made.parts = cel::parts_of(*rule.condition, view);
        traces.push_back(std::move(made));
    }
    return traces;
}

}  // namespace paraat::rules

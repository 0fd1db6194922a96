#include "hub/rules/set_checks.hpp"

#include <algorithm>
#include <set>

#include "hub/rules/cel/logic.hpp"
#include "hub/rules/feeding.hpp"

namespace paraat::rules {
namespace {

SourceIssue issue_at(const std::string& file, const LineColumn& place, std::string code, std::string message,
                     std::string suggestion = {}) {
    return {std::move(code), file, place.line, place.column, std::move(message), std::move(suggestion)};
}

LineColumn place_in(const Rule& rule, const cel::Expression& part) {
    const auto found = rule.places.find(part.span.begin);
    return found == rule.places.end() ? rule.place : found->second;
}

// `"crowd" (20-crime.toml:14)`
std::string told(const Rule& rule) {
    return "\"" + rule.name.text + "\" (" + rule.file + ":" + std::to_string(rule.line) + ")";
}

void check_condition(const Rule& rule, SetFindings& findings) {
    const auto dead_parts = cel::dead_parts(*rule.condition);
    for (const cel::Dead& dead : dead_parts) {
        const std::string hint = dead.is_conflict ? "its two sides cannot both hold; did you mean \"||\"?" : "";
        const LineColumn place = place_in(rule, *dead.part);
        if (dead.is_whole) {
            findings.faults.push_back(issue_at(rule.file, place, "unreachable",
                                               "this never holds, so \"" + rule.name.text + "\" never fires", hint));
        } else {
            findings.cautions.push_back(
                issue_at(rule.file, place, "dead_part", "this never holds, so this side of \"||\" says nothing", hint));
        }
    }
}

bool covers(const auto& all, const auto& some) {
    return std::all_of(some.begin(), some.end(),
                       [&](const auto& one) { return std::find(all.begin(), all.end(), one) != all.end(); });
}

void check_holding(const Rule& rule, SetFindings& findings) {
    const bool is_itself_alone = !rule.escalate.empty() && !rule.silence && !rule.inhibits.empty() &&
                                 covers(std::vector{rule.escalate}, rule.inhibits);
    if (is_itself_alone) {
        findings.cautions.push_back(
            issue_at(rule.file, rule.place, "holds_nothing",
                     "the rule holds back only what it starts itself, and that is never held back",
                     "name the escalation of another rule"));
    }
    if (!rule.holds_back() || rule.priority != 1) return;
    findings.cautions.push_back(issue_at(rule.file, rule.place, "holds_nothing",
                                         "the rule makes the priority 1, and a call of priority 1 is never held back",
                                         "leave \"priority\" out, or let another rule hold calls back"));
}

bool silences_as_much(const Rule& first, const core::Silence& silence) {
    return first.silence && first.silence->owner == silence.owner && first.silence->until >= silence.until;
}

// Whether all that the second asks for is asked for by the first. An action that is new does not compile before it is
// said here when it is covered.
bool asks_for_as_much(const Rule& first, const Rule& second) {
    const auto& [name, file, line, place, places, condition, after, unless, includes_closed, looks_back, divisions,
                 priority, escalate, instruct, deploy, tags, title, inhibits, silence, group, is_shadow] = second;
    if (is_shadow != first.is_shadow) return false;  // one of them acts, the other is watched
    if (after || first.after) return false;          // when they act depends on more than their conditions
    if (looks_back && includes_closed != first.includes_closed) return false;
    const bool retitles = title.empty() || title == first.title;
    const bool is_as_urgent = !priority || (first.priority && *first.priority <= *priority);
    const bool escalates = escalate.empty() || escalate == first.escalate;
    const bool instructs = (!instruct || instruct == first.instruct) && (!deploy || deploy == first.deploy);
    // One that escalates holds calls back only while its own call runs.
    const bool holds_always = first.escalate.empty() || !second.holds_back();
    const bool holds_as_much =
        holds_always && covers(first.inhibits, inhibits) && (!silence || silences_as_much(first, *silence));
    const bool groups = group.empty() || group == first.group;
    return is_as_urgent && escalates && instructs && retitles && holds_as_much && groups &&
           covers(first.divisions, divisions) && covers(first.tags, tags);
}

// Finds the rules that add nothing to another one. Of two that add nothing to each other the later one is told.
class Overlaps {
public:
    Overlaps(const std::vector<Rule>& rules, SetFindings& findings) : rules_(rules), findings_(findings) {
        for (const Rule& rule : rules) premises_.emplace_back(*rule.condition);
    }

    void tell() {
        for (std::size_t i = 0; i < rules_.size(); ++i) {
            if (premises_[i].is_always()) {
                const LineColumn place = place_in(rules_[i], rules_[i].condition->root());
                findings_.cautions.push_back(issue_at(rules_[i].file, place, "always_holds",
                                                      "this always holds: the rule fires for every report"));
            }
            for (std::size_t other = 0; other < rules_.size(); ++other) {
                if (other != i && tell_of(i, other)) break;
            }
        }
    }

private:
    bool implies(std::size_t one, std::size_t other) {
        return pairs_ < pairs_most && ++pairs_ > 0 && premises_[one].implies(premises_[other]);
    }

    bool tell_of(std::size_t idle, std::size_t other) {
        const Rule& rule = rules_[idle];
        if (pairs_ >= pairs_most || !asks_for_as_much(rules_[other], rule) || !implies(idle, other)) return false;
        const bool is_mutual = asks_for_as_much(rule, rules_[other]) && implies(other, idle);
        if (is_mutual && other > idle) return false;
        const std::string message = is_mutual ? "the rule says the same as " + told(rules_[other])
                                              : "the rule adds nothing: " + told(rules_[other]) +
                                                    " fires whenever it does, and asks for as much";
        findings_.cautions.push_back(issue_at(rule.file, rule.place, is_mutual ? "duplicate" : "shadowed", message));
        return true;
    }

    const std::vector<Rule>& rules_;
    std::vector<cel::Premise> premises_;
    SetFindings& findings_;
    std::int64_t pairs_ = 0;
};

void check_feeding(const std::vector<Rule>& rules, SetFindings& findings) {
    for (const std::vector<std::size_t>& cycle : cycles_of(rules)) {
        const Rule& first = rules[cycle.front()];
        std::string chain;
        for (const std::size_t rule : cycle) chain += rules[rule].name.text + " -> ";
        findings.faults.push_back(issue_at(first.file, first.place, "feeds_itself",
                                           "what these rules add is what makes them fire: " + chain + first.name.text,
                                           "let one of them test what was reported, not what the others add"));
    }
}

bool is_subset(const std::vector<core::Target>& some, const std::vector<core::Target>& all) {
    return !some.empty() && std::all_of(some.begin(), some.end(), [&](const core::Target& target) {
        return std::find(all.begin(), all.end(), target) != all.end();
    });
}

void check_steps(const core::EscalationPolicy& policy, const PolicyPlace& place, SetFindings& findings) {
    for (std::size_t i = 1; i < policy.steps->size(); ++i) {
        const core::EscalationStep& before = (*policy.steps)[i - 1];
        if (before.repeat_every || !is_subset((*policy.steps)[i].targets, before.targets)) continue;
        findings.cautions.push_back(issue_at(place.file, place.steps[i], "asked_twice",
                                             "this step asks nobody whom the step before it did not ask",
                                             "to ask again, the step before says \"repeat_every\""));
    }
}

void check_escalations(const RuleContent& content, const core::Organisation* organisation, SetFindings& findings) {
    std::set<core::PolicyName> started;
    for (const Rule& rule : content.rules) started.insert(rule.escalate);
    if (organisation != nullptr) {
        for (const auto& [name, category] : organisation->categories) started.insert(category.escalate);
    }
    for (const auto& [name, policy] : content.policies) {
        const PolicyPlace& place = content.policy_places.at(name);
        check_steps(policy, place, findings);
        if (organisation == nullptr || started.contains(name)) continue;
        findings.cautions.push_back(issue_at(
            place.file, place.name, "unused",
            "no rule and no category starts \"" + name.text + "\": it runs only when somebody escalates by its name"));
    }
}

}  // namespace

SetFindings check_set(const RuleContent& content, const core::Organisation* organisation) {
    SetFindings findings;
    const bool is_whole = std::all_of(content.rules.begin(), content.rules.end(),
                                      [](const Rule& rule) { return rule.condition != nullptr; });
    for (const Rule& rule : content.rules) {
        if (rule.condition) check_condition(rule, findings);
        check_holding(rule, findings);
    }
    check_feeding(content.rules, findings);
    if (is_whole) Overlaps(content.rules, findings).tell();
    check_escalations(content, organisation, findings);
    return findings;
}

}  // namespace paraat::rules

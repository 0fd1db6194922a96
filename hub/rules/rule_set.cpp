#include "hub/rules/rule_set.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory_resource>

#include "hub/base/check.hpp"
#include "hub/rules/cel/explanation.hpp"
#include "hub/rules/local_time.hpp"
#include "hub/rules/risk.hpp"

namespace paraat::rules {
namespace {

// Whether it would keep a call from beginning.
bool would_hold(const Rule& rule, const core::Incident& incident, const std::vector<core::Firing>& firings) {
    return std::any_of(firings.begin(), firings.end(), [&](const core::Firing& firing) {
        if (firing.escalate.empty() || incident.escalation(firing.escalate) != nullptr) return false;
        const auto& inhibits = rule.inhibits;
        return rule.silence || std::find(inhibits.begin(), inhibits.end(), firing.escalate) != inhibits.end();
    });
}

// Whether a rule on trial would have brought about now what neither the incident has nor the rules that fired ask for.
bool would_change(const Rule& rule, const core::Incident& incident, const std::vector<core::Firing>& firings) {
    const auto asks = [&](const auto& what) { return std::any_of(firings.begin(), firings.end(), what); };
    if (rule.after) return false;  // it would begin to wait
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
    const auto titles = [&](const core::Firing& firing) { return firing.title == rule.title; };
    const bool retitles = !rule.title.empty() && rule.title != incident.title && !asks(titles);
    const bool tags = std::any_of(rule.tags.begin(), rule.tags.end(),
                                  [&](const std::string& tag) { return !incident.tags.contains(tag); });
    if (retitles || tags || (!rule.group.empty() && incident.group.empty())) return true;
    if (rule.holds_back() && would_hold(rule, incident, firings)) return true;
    return rule.deploy || (rule.instruct && !incident.instructed_by.contains(rule.name));
}

}  // namespace

RuleSet::RuleSet(RuleContent content)
    : content_(std::make_shared<const RuleContent>(std::move(content))),
      failures_(std::make_shared<RuleFailures>()),
      trials_(std::make_shared<RuleTrials>()) {
    for (const Rule& rule : content_->rules) PARAAT_CHECK(rule.condition != nullptr);
    index_ = std::make_shared<const RuleIndex>(content_->rules);
}

// Of one case, for rules that count closed incidents and for those that do not.
struct RuleSet::Views {
    Views(const core::Case& at_hand, const Areas& areas)
        : open(at_hand, &areas, false), with_closed(at_hand, &areas, true) {}
    const CaseView& of(const Rule& rule) const { return rule.includes_closed ? with_closed : open; }

    CaseView open, with_closed;
};

std::vector<const Rule*> RuleSet::matching(const core::Case& at_hand) const {
    return matching(at_hand, Views(at_hand, content_->areas));
}

std::vector<const Rule*> RuleSet::matching(const core::Case& at_hand, const Views& views) const {
    std::array<std::byte, 4096> room;
    std::pmr::monotonic_buffer_resource memory(room.data(), room.size());
    const RuleIndex::Candidates candidates = index_->candidates(at_hand, content_->areas, &memory);
    std::vector<const Rule*> matching;
    matching.reserve(candidates.size());
    for (const auto& [number, surely_holds] : candidates) {
        const Rule& rule = content_->rules[number];
        if (surely_holds || holds(rule, *rule.condition, views.of(rule)) == true) matching.push_back(&rule);
    }
    return matching;
}

std::vector<core::Firing> RuleSet::judge(const core::Case& at_hand) const {
    std::vector<core::Firing> firings;
    std::vector<const Rule*> on_trial;
    const Views views(at_hand, content_->areas);
    for (const Rule* rule : matching(at_hand, views)) {
        if (rule->is_shadow) {
            on_trial.push_back(rule);
        } else {
            firings.push_back(firing(*rule, views.of(*rule)));
        }
    }
    // Everybody reads how a trial goes, so it is one of open work.
    if (!at_hand.incident.compartment.empty()) return firings;
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

core::RuleQuestions::Waited RuleSet::look_again(const core::RuleName& name, const core::Case& at_hand) const {
    const Rule* waiting = rule(name);
    if (waiting == nullptr || waiting->is_shadow) return {Waited::Outcome::gone, {}};
    const CaseView seen = view(*waiting, at_hand);
    const auto when = holds(*waiting, *waiting->condition, seen);
    if (when && !*when) return {Waited::Outcome::fulfilled, {}};
    // It waits no more since the rules changed: then it acts now.
    if (!waiting->unless && when) return {Waited::Outcome::fires, firing(*waiting, seen)};
    if (!waiting->unless) return {Waited::Outcome::undecided, {}};
    const auto came = holds(*waiting, *waiting->unless, seen);
    if (came && *came) return {Waited::Outcome::fulfilled, {}};
    if (!when || !came) return {Waited::Outcome::undecided, {}};
    return {Waited::Outcome::fires, firing(*waiting, seen)};
}

bool RuleSet::counts_in_window(const core::RuleName& name) const {
    const Rule* known = rule(name);
    return known != nullptr && known->looks_back;
}

std::optional<bool> RuleSet::holds(const core::RuleName& name, const core::Case& at_hand) const {
    const Rule* known = rule(name);
    if (known == nullptr || known->is_shadow) return std::nullopt;
    return holds(*known, *known->condition, view(*known, at_hand));
}

std::vector<core::Firing> RuleSet::holding(const core::Case& at_hand) const {
    std::vector<core::Firing> firings;
    for (const Rule& rule : content_->rules) {
        if (rule.is_shadow || !rule.holds_back()) continue;
        const CaseView seen = view(rule, at_hand);
        if (!holds(rule, *rule.condition, seen).value_or(false)) continue;
        core::Firing made;  // why it holds back is not told, so it is not worded
        made.rule = rule.name;
        made.escalate = rule.escalate;
        made.inhibits = rule.inhibits;
        made.silence = rule.silence;
        firings.push_back(std::move(made));
    }
    return firings;
}

std::vector<core::Silence> RuleSet::silences() const {
    std::vector<core::Silence> silences;
    for (const Rule& rule : content_->rules) {
        if (rule.silence && !rule.is_shadow) silences.push_back(*rule.silence);
    }
    return silences;
}

int RuleSet::minute_of_week(Instant at) const {
    return rules::minute_of_week(at);
}

std::vector<std::string> RuleSet::areas_at(core::Position position) const {
    return content_->areas.at(position);
}

std::vector<std::string> RuleSet::area_names() const {
    return content_->areas.names();
}

core::AreaShape RuleSet::area_shape(const std::string& name) const {
    return content_->areas.shape(name);
}

std::int64_t RuleSet::risk_thousandths(const std::string& area, const core::Surroundings& around, Instant now,
                                       Milliseconds half_life) const {
    return std::llround(1'000 * risk_of(area, around, now, half_life));
}

const Rule* RuleSet::rule(const core::RuleName& name) const {
    const auto number = index_->find(name);
    return number ? &content_->rules[*number] : nullptr;
}

CaseView RuleSet::view(const Rule& rule, const core::Case& at_hand) const {
    return CaseView(at_hand, &content_->areas, rule.includes_closed);
}

std::optional<bool> RuleSet::holds(const Rule& rule, const cel::Program& condition, const CaseView& view) const {
    const auto outcome = condition.evaluate(view);
    const auto* truth = outcome ? outcome->as<bool>() : nullptr;
    if (truth != nullptr) return *truth;
    failures_->note(rule.name, outcome ? "it is neither true nor false" : outcome.error(), view.compartment());
    return std::nullopt;
}

// The sentence of a rule that waited says so: what it waited for is an absence, which no value shows.
core::Firing RuleSet::firing(const Rule& rule, const CaseView& view) const {
    cel::Explanation why = cel::explain(*rule.condition, view);
    core::Firing made{rule.name,      {std::move(why.text), std::move(why.code), std::move(why.args)},
                      rule.divisions, rule.priority,
                      rule.escalate,  rule.instruct,
                      rule.deploy,    rule.tags,
                      rule.title,     rule.inhibits,
                      rule.silence,   rule.group,
                      rule.after};
    if (!rule.after) return made;
    made.because.text += ", and for " + cel::to_text(cel::Value{*rule.after}) + " not: " + rule.unless->source();
    made.because.args.emplace_back("waited_for", rule.unless->source());
    return made;
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

std::vector<core::RuleName> RuleSet::rules_calling(const core::PolicyName& policy) const {
    std::vector<core::RuleName> names;
    for (const Rule& rule : content_->rules) {
        if (rule.escalate == policy && !rule.is_shadow) names.push_back(rule.name);
    }
    return names;
}

}  // namespace paraat::rules

#include "hub/core/judgement.hpp"

#include <algorithm>
#include <cctype>

#include "hub/core/clearance.hpp"
#include "hub/core/decide.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/holding.hpp"
#include "hub/core/rule_orders.hpp"
#include "hub/core/surroundings.hpp"

namespace paraat::core {
namespace {

constexpr std::size_t title_most = 120;
constexpr Milliseconds look_again_after = std::chrono::minutes{1};  // at what could not be decided

void escalate_once(Draft& draft, const PolicyName& name, const RuleName& rule, const Because& because,
                   const std::vector<Firing>& holding) {
    const Escalation* known = draft.incident().escalation(name);
    const bool was_called = known != nullptr;
    const bool is_called_anew = draft.became_urgent() && (known == nullptr || !known->is_running);
    if (name.empty() || (was_called && !is_called_anew)) return;
    const EscalationPolicy* policy = draft.situation().rules.policy(name);
    if (policy != nullptr) call(draft, *policy, rule, because, holding);
}

// What somebody took before it became urgent, whoever called for it.
void call_answered_anew(Draft& draft, const std::vector<Firing>& holding) {
    const std::vector<Escalation> before = draft.incident().escalations;  // the draft's own change under it
    for (const Escalation& call : before) {
        const Escalation& now = *draft.incident().escalation(call.policy.name);
        if (!draft.became_urgent() || now.is_running || now.acked_by.empty()) continue;
        core::call(draft, call.policy, call.rule, call.because, holding);
    }
}

// "thefts {area}" of an incident in no area would put all of them together, wherever they are.
bool lacks_what_it_names(const std::string& group, const Incident& incident) {
    const auto names = [&](const char* place) { return group.find(place) != std::string::npos; };
    return (names("{area}") && incident.area.empty()) || (names("{contract}") && incident.contract.empty());
}

// Of the first rule that says so; it stays with its group.
void group(Draft& draft, const std::vector<Firing>& firings) {
    constexpr std::size_t group_most = 64;
    for (const Firing& firing : firings) {
        if (!draft.incident().group.empty()) return;
        if (firing.group.empty() || lacks_what_it_names(firing.group, draft.incident())) continue;
        const std::string name = filled(firing.group, draft.incident(), draft.incident().title, group_most);
        draft.happen(the_hub, Grouped{draft.incident().id, name, firing.rule, draft.situation().rules.version()});
    }
}

std::vector<DivisionName> divisions_of(const Draft& draft, const Category& category) {
    std::vector<DivisionName> divisions = category.divisions;
    if (category.to_own_division) {
        const DivisionName own = draft.situation().organisation.division_of(draft.incident().opened_by);
        if (!own.empty()) divisions.insert(divisions.begin(), own);
    }
    return divisions;
}

const ClientName& newest_client(const Incident& incident) {
    return incident.heard.empty() ? incident.opened_by : incident.heard.back()->client;
}

// Firings of rules that did not fire in a round before.
void add_new(std::vector<Firing>& firings, const std::vector<Firing>& newest) {
    for (const Firing& firing : newest) {
        const bool is_known =
            std::any_of(firings.begin(), firings.end(), [&](const Firing& known) { return known.rule == firing.rule; });
        if (!is_known) firings.push_back(firing);
    }
}

// The incident as a report, where none came: what its reports said together, in the words of the newest.
Report newest_of(const Incident& incident) {
    Report report;
    report.category = incident.category;
    report.severity = incident.severity;
    report.text = incident.newest_text;
    report.position = incident.position;
    report.area = incident.area;
    report.contract = incident.contract;
    report.tags.assign(incident.tags.begin(), incident.tags.end());
    report.lmc = incident.lmc;
    if (incident.persons > 0) report.persons = incident.persons;
    report.covert = !incident.compartment.empty();
    report.exercise = incident.is_exercise;
    report.attributes.assign(incident.attributes.begin(), incident.attributes.end());
    return report;
}

// Whether any is new.
bool tag(Draft& draft, const std::vector<Firing>& firings) {
    bool is_new = false;
    for (const Firing& firing : firings) {
        if (firing.waits_for && !draft.incident().waited.contains(firing.rule)) continue;
        std::vector<std::string> tags = firing.tags;
        std::erase_if(tags, [&](const std::string& tag) { return draft.incident().tags.contains(tag); });
        if (tags.empty()) continue;
        is_new = true;
        draft.happen(the_hub, Tagged{draft.incident().id, tags, firing.rule, draft.situation().rules.version()});
    }
    return is_new;
}

// A rule that counts in a window, held, held no more and holds again asks for attention anew, and calls anew where its
// call runs no more. A rule that waits acts once for an incident.
void follow_waves(Draft& draft, const Case& at_hand, const std::vector<Firing>& firings,
                  const std::vector<Firing>& holding) {
    const Situation& situation = draft.situation();
    const FlatSet<RuleName> callers = draft.incident().called_by;  // the draft's own change under it
    for (const RuleName& rule : callers) {
        if (!situation.rules.counts_in_window(rule)) continue;
        const auto firing = std::find_if(firings.begin(), firings.end(),
                                         [&](const Firing& candidate) { return candidate.rule == rule; });
        const IncidentId id = draft.incident().id;
        const bool has_ebbed = draft.incident().ebbed.contains(rule);
        if (firing == firings.end()) {
            // A condition that fails says nothing of the wave.
            const bool is_low = !has_ebbed && situation.rules.holds(rule, at_hand) == false;
            if (is_low) draft.happen(the_hub, WaveEnded{id, rule});
        } else if (has_ebbed && !firing->waits_for) {
            draft.happen(the_hub, WaveRaised{id, rule, situation.rules.version(), firing->because});
            const EscalationPolicy* policy = situation.rules.policy(firing->escalate);
            const Escalation* call = draft.incident().escalation(firing->escalate);
            const bool calls_anew = policy != nullptr && (call == nullptr || !call->is_running);
            if (calls_anew) core::call(draft, *policy, rule, firing->because, holding);
        }
    }
}

// Whether it is not to act now: it waits, or did act when its wait was over.
bool begins_to_wait(Draft& draft, const Firing& firing) {
    if (!firing.waits_for) return false;
    const Incident& incident = draft.incident();
    if (!incident.waits.contains(firing.rule) && !incident.waited.contains(firing.rule)) {
        const Situation& situation = draft.situation();
        draft.happen(the_hub,
                     WaitBegun{incident.id, firing.rule, situation.rules.version(), situation.now + *firing.waits_for});
    }
    return true;
}

void act(Draft& draft, const std::vector<Firing>& firings, const std::vector<Firing>& holding) {
    const Situation& situation = draft.situation();
    for (const Firing& firing : firings) {
        // "{title}" is the category's: a title that grew out of itself would grow with each report.
        const Category* known = situation.organisation.category(draft.incident().category);
        const std::string own = known == nullptr ? draft.incident().title : title_of(*known);
        const std::string title = filled(firing.title, draft.incident(), own, title_most);
        if (title.empty() || title == draft.incident().title) continue;
        draft.happen(the_hub, Titled{draft.incident().id, title, firing.rule, situation.rules.version()});
    }
    for (const Firing& firing : firings) {
        for (const DivisionName& division : firing.divisions)
            route(draft, the_hub, division, firing.rule, firing.because);
    }
    const Category* category = situation.organisation.category(draft.incident().category);
    if (category != nullptr) {
        for (const DivisionName& division : divisions_of(draft, *category)) {
            route(draft, the_hub, division, {}, because_category(*category));
        }
    }
    if (draft.incident().divisions.empty()) {
        route(draft, the_hub, situation.organisation.sector, {}, {"no rule names a division", "no_division", {}});
    }
    for (const Firing& firing : firings) {
        const bool is_lower = firing.priority && *firing.priority < draft.incident().priority;
        if (is_lower && !draft.incident().is_priority_held) {
            draft.happen(the_hub, PriorityChanged{draft.incident().id, *firing.priority, firing.rule, firing.because});
        }
    }
    // What is done calls nobody for what is written down of it.
    if (!draft.incident().takes_reports()) return;
    group(draft, firings);
    for (const Firing& firing : firings) {
        escalate_once(draft, firing.escalate, firing.rule, firing.because, holding);
    }
    const bool calls_by_category = category != nullptr && !category->escalate.empty();
    if (calls_by_category) escalate_once(draft, category->escalate, {}, because_category(*category), holding);
    call_answered_anew(draft, holding);
    let_go(draft, holding);
    for (const Firing& firing : firings) instruct(draft, firing);
    for (const Firing& firing : firings) ask_for_people(draft, firing);
}

std::vector<Firing> holding_now(const Draft& draft) {
    const Situation& situation = draft.situation();
    const Report newest = newest_of(draft.incident());
    const DraftSurroundings surroundings(draft);
    return situation.rules.holding(
        {draft.incident(), newest, newest_client(draft.incident()), surroundings, situation.now});
}

}  // namespace

std::int32_t priority_of(Severity severity) {
    switch (severity) {
        case Severity::extreme: return 1;
        case Severity::severe:
        case Severity::serious: return 2;
        case Severity::moderate: return 3;
        case Severity::minor: return 4;
    }
    return 4;
}

Because because_severity(Severity severity) {
    const std::string name(word(severity));
    return {"severity is " + name, "severity_is", {{"severity", name}}};
}

Because because_category(const Category& category) {
    return {"category is " + category.name.text, "category_is", {{"category", category.name.text}}};
}

std::int32_t default_priority(const Category& category, Severity severity) {
    return std::min<std::int32_t>(category.priority, priority_of(severity));
}

std::string title_of(const Category& category) {
    std::string title = category.label_nl;
    if (!title.empty()) title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
    return title;
}

void route(Draft& draft, const ClientName& by, const DivisionName& division, const RuleName& rule, Because because) {
    if (draft.incident().is_with(division)) return;
    if (by == the_hub && draft.incident().removed.contains(division)) return;
    const Situation& situation = draft.situation();
    draft.happen(by, Routed{draft.incident().id, division, rule, situation.rules.version(), std::move(because),
                            division == situation.organisation.sector});
}

void judge(Draft& draft, const Report& newest, const ClientName& client) {
    const bool is_covert = !draft.incident().compartment.empty();
    if (newest.covert != is_covert) {
        // A covert unit's report is covert though it does not say so: rules see it now as they will later.
        Report marked = newest;
        marked.covert = is_covert;
        return judge(draft, marked, client);
    }
    const Situation& situation = draft.situation();
    const DraftSurroundings surroundings(draft);
    const Case at_hand{draft.incident(), newest, client, surroundings, situation.now};
    std::vector<Firing> firings = situation.rules.judge(at_hand);
    // Rules may ask for what other rules put on the incident. Each round adds a tag at least, so that they come to
    // rest; what fired in one of them acts, though the tag that it put ends its own condition.
    for (std::vector<Firing> round = firings; tag(draft, round); add_new(firings, round)) {
        round = situation.rules.judge(at_hand);
    }
    // As it is now: a tag of theirs may have ended what held a call back.
    const bool may_hold = !draft.incident().held.empty() ||
                          std::any_of(firings.begin(), firings.end(), [](const Firing& f) { return f.holds_back(); });
    const std::vector<Firing> holding = may_hold ? situation.rules.holding(at_hand) : std::vector<Firing>{};
    if (draft.incident().takes_reports()) follow_waves(draft, at_hand, firings, holding);
    std::erase_if(firings, [&](const Firing& firing) { return begins_to_wait(draft, firing); });
    act(draft, firings, holding);
}

void look_again(Draft& draft) {
    const Situation& situation = draft.situation();
    const FlatMap<RuleName, Instant> waits = draft.incident().waits;  // the draft's own change under it
    bool is_tagged = false;
    for (const auto& [rule, due] : waits) {
        if (due > situation.now || !draft.incident().waits.contains(rule)) continue;
        if (!draft.incident().takes_reports()) {
            draft.happen(the_hub, WaitEnded{draft.incident().id, rule, WaitOutcome::dropped});
            continue;
        }
        const Report newest = newest_of(draft.incident());
        const DraftSurroundings surroundings(draft);
        const RuleQuestions::Waited waited = situation.rules.look_again(
            rule, {draft.incident(), newest, newest_client(draft.incident()), surroundings, situation.now});
        using Came = RuleQuestions::Waited::Outcome;
        const IncidentId id = draft.incident().id;
        switch (waited.outcome) {
            case Came::undecided:
                draft.happen(the_hub, WaitBegun{id, rule, situation.rules.version(), situation.now + look_again_after});
                break;
            case Came::gone: draft.happen(the_hub, WaitEnded{id, rule, WaitOutcome::dropped}); break;
            case Came::fulfilled: draft.happen(the_hub, WaitEnded{id, rule, WaitOutcome::fulfilled}); break;
            case Came::fires:
                draft.happen(the_hub, WaitEnded{id, rule, WaitOutcome::fired});
                is_tagged |= tag(draft, {waited.firing});
                act(draft, {waited.firing}, holding_now(draft));
                break;
        }
    }
    if (is_tagged) judge_again(draft);  // rules may ask for what this one put on it
    const bool is_to_look = !draft.incident().held.empty() && draft.incident().takes_reports();
    if (is_to_look) let_go(draft, holding_now(draft));
}

void judge_again(Draft& draft) {
    judge(draft, newest_of(draft.incident()), newest_client(draft.incident()));
}

std::set<PolicyName> called_for(const Draft& draft) {
    const Situation& situation = draft.situation();
    const Report newest = newest_of(draft.incident());
    const DraftSurroundings surroundings(draft);
    std::set<PolicyName> policies;
    for (const Firing& firing : situation.rules.judge(
             {draft.incident(), newest, newest_client(draft.incident()), surroundings, situation.now})) {
        if (!firing.waits_for || draft.incident().waited.contains(firing.rule)) policies.insert(firing.escalate);
    }
    const Category* category = situation.organisation.category(draft.incident().category);
    if (category != nullptr) policies.insert(category->escalate);
    return policies;
}

}  // namespace paraat::core

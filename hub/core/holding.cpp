#include "hub/core/holding.hpp"

#include <algorithm>

#include "hub/core/escalation.hpp"

namespace paraat::core {
namespace {

constexpr Milliseconds look_at_held_after = std::chrono::minutes{1};
constexpr Milliseconds grouped_most = std::chrono::minutes{10};
constexpr Milliseconds look_at_silenced_after = std::chrono::minutes{5};  // what ends it beside its end is rare

bool is_never_held(const Draft& draft) {
    const Incident& incident = draft.incident();
    return incident.priority == 1 || is_panic(draft.situation(), incident);
}

// Whether the same people are asked, whichever unit reported.
bool asks_the_same(const EscalationPolicy& one, const EscalationPolicy& other) {
    return one == other && !one.is_relative();
}

// Another incident of its group, as urgent at least, for which the same people are asked now.
std::optional<IncidentId> calling_already(const Draft& draft, const EscalationPolicy& policy) {
    const Incident& incident = draft.incident();
    if (incident.group.empty()) return std::nullopt;
    // Who does not answer one must not keep the others waiting for ever.
    const auto held = incident.held.find(policy.name);
    const bool waits_long = held != incident.held.end() && held->second.since + grouped_most <= draft.situation().now;
    if (waits_long) return std::nullopt;
    const State& state = draft.situation().state;
    for (const IncidentId& id : state.marks.find(Mark::group, incident.group)) {
        const Incident& other = *state.incident(id);
        const bool is_alike = id != incident.id && other.compartment == incident.compartment &&
                              other.is_exercise == incident.is_exercise && other.takes_reports() &&
                              other.priority <= incident.priority;
        const Escalation* call = is_alike ? other.escalation(policy.name) : nullptr;
        if (call != nullptr && call->is_running && asks_the_same(call->policy, policy)) return id;
    }
    return std::nullopt;
}

// A rule that calls as well holds others back once its own call runs, so that two of them never keep each other quiet.
bool is_in_force(const Draft& draft, const Firing& firing) {
    if (firing.escalate.empty()) return true;
    const Escalation* own = draft.incident().escalation(firing.escalate);
    return own != nullptr && own->is_running;
}

std::optional<Hold> hold_on(const Draft& draft, const EscalationPolicy& policy, const RuleName& asking,
                            const std::vector<Firing>& holding) {
    if (is_never_held(draft)) return std::nullopt;
    for (const Firing& firing : holding) {
        if (firing.rule == asking || !is_in_force(draft, firing)) continue;
        const auto& inhibits = firing.inhibits;
        if (std::find(inhibits.begin(), inhibits.end(), policy.name) != inhibits.end()) {
            return Hold{HoldKind::inhibited, firing.rule, {}, {}};
        }
        if (firing.silence && firing.silence->until > draft.situation().now) {
            return Hold{HoldKind::silenced, firing.rule, firing.silence->reason, {}};
        }
    }
    const auto other = calling_already(draft, policy);
    return other ? std::optional(Hold{HoldKind::grouped, {}, {}, *other}) : std::nullopt;
}

Instant look_at(const Draft& draft, const Hold& hold, const std::vector<Firing>& holding) {
    const Instant now = draft.situation().now;
    if (hold.kind != HoldKind::silenced) return now + look_at_held_after;
    const auto silencing =
        std::find_if(holding.begin(), holding.end(), [&](const Firing& firing) { return firing.rule == hold.rule; });
    return std::min(silencing->silence->until, now + look_at_silenced_after);
}

}  // namespace

bool is_panic(const Situation& situation, const Incident& incident) {
    return incident.category == situation.organisation.panic || !incident.panic_of.empty();
}

void call(Draft& draft, const EscalationPolicy& policy, const RuleName& rule, const Because& because,
          const std::vector<Firing>& holding) {
    const auto hold = hold_on(draft, policy, rule, holding);
    if (!hold) return start_escalation(draft, the_hub, policy, rule, because);
    const auto known = draft.incident().held.find(policy.name);
    const bool is_news = known == draft.incident().held.end() || known->second.hold != *hold ||
                         known->second.look_at <= draft.situation().now;
    if (!is_news) return;
    const Instant since = known == draft.incident().held.end() ? draft.situation().now : known->second.since;
    draft.happen(the_hub, CallHeld{draft.incident().id, policy, rule, draft.situation().rules.version(), because, *hold,
                                   look_at(draft, *hold, holding), since});
}

void let_go(Draft& draft, const std::vector<Firing>& holding) {
    const FlatMap<PolicyName, CallHeld> all = draft.incident().held;  // the draft's own change under it
    for (const auto& [name, held] : all) {
        if (hold_on(draft, held.policy, held.rule, holding)) {
            call(draft, held.policy, held.rule, held.because, holding);
        } else {
            draft.happen(the_hub, CallLetGo{held.incident, name});
            start_escalation(draft, the_hub, held.policy, held.rule, held.because);
        }
    }
}

}  // namespace paraat::core

#include "hub/core/holding.hpp"

#include <algorithm>

#include "hub/core/escalation.hpp"

namespace paraat::core {
namespace {

constexpr Milliseconds look_at_held_after = std::chrono::minutes{1};
constexpr Milliseconds look_at_silenced_after = std::chrono::minutes{5};  // what ends it beside its end is rare

bool is_never_held(const Draft& draft) {
    const Incident& incident = draft.incident();
    if (incident.priority == 1 || incident.category == draft.situation().organisation.panic) return true;
    const auto& units = draft.situation().state.units;
    return std::any_of(units.begin(), units.end(), [&](const auto& unit) { return unit.second.panic == incident.id; });
}

// Another incident of its group whose call of that name runs.
std::optional<IncidentId> calling_already(const Draft& draft, const PolicyName& policy) {
    const Incident& incident = draft.incident();
    if (incident.group.empty()) return std::nullopt;
    const State& state = draft.situation().state;
    for (const IncidentId& id : state.marks.find(Mark::group, incident.group)) {
        const Incident& other = *state.incident(id);
        const bool is_alike =
            id != incident.id && other.compartment == incident.compartment && other.is_exercise == incident.is_exercise;
        const Escalation* call = is_alike ? other.escalation(policy) : nullptr;
        if (call != nullptr && call->is_running) return id;
    }
    return std::nullopt;
}

std::optional<Hold> hold_on(const Draft& draft, const PolicyName& policy, const RuleName& asking,
                            const std::vector<Firing>& holding) {
    if (is_never_held(draft)) return std::nullopt;
    for (const Firing& firing : holding) {
        if (firing.rule == asking) continue;
        const auto& inhibits = firing.inhibits;
        if (std::find(inhibits.begin(), inhibits.end(), policy) != inhibits.end()) {
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

void call(Draft& draft, const EscalationPolicy& policy, const RuleName& rule, const Because& because,
          const std::vector<Firing>& holding) {
    const auto hold = hold_on(draft, policy.name, rule, holding);
    if (!hold) return start_escalation(draft, the_hub, policy, rule, because);
    const auto known = draft.incident().held.find(policy.name);
    const bool is_news = known == draft.incident().held.end() || known->second.hold != *hold ||
                         known->second.look_at <= draft.situation().now;
    if (!is_news) return;
    draft.happen(the_hub, CallHeld{draft.incident().id, policy, rule, draft.situation().rules.version(), because, *hold,
                                   look_at(draft, *hold, holding)});
}

void let_go(Draft& draft, const std::vector<Firing>& holding) {
    const std::map<PolicyName, CallHeld> all = draft.incident().held;  // the draft's own change under it
    for (const auto& [name, held] : all) {
        if (!hold_on(draft, name, held.rule, holding)) draft.happen(the_hub, CallLetGo{held.incident, name});
        call(draft, held.policy, held.rule, held.because, holding);
    }
}

}  // namespace paraat::core

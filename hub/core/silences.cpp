#include "hub/core/silences.hpp"

#include <algorithm>

#include "hub/core/telling.hpp"

namespace paraat::core {
namespace {

// How many calls it holds back now.
std::size_t calls_held_by(const State& state, const RuleName& rule) {
    std::size_t count = 0;
    for (const auto& [id, incident] : state.incidents) {
        if (!incident.compartment.empty() || incident.is_closed())
            continue;  // an open silence says nothing of covert work
        for (const auto& [policy, call] : incident.held) count += call.hold.rule == rule ? 1 : 0;
    }
    return count;
}

void tell_owner(Situation& situation, const Silence& silence, const std::string& what) {
    const auto owner = Target::parse(silence.owner);
    if (!owner) return;
    const std::size_t held = calls_held_by(situation.state, silence.rule);
    Order order;
    order.to = *owner;
    order.text = "The silence \"" + silence.rule.text + "\" (" + silence.reason + ") " + what +
                 ". Calls that it holds back now: " + std::to_string(held) + ".";
    order.rule = silence.rule;
    tell_somebody(situation, "silence/" + silence.rule.text + "/" + std::to_string(silence.until.ms) + "/" + what,
                  order, situation.organisation.sector);
}

}  // namespace

void change_rules(Situation& situation, const ClientName& by, const std::string& version, RulesChange how,
                  const std::vector<Silence>& silences) {
    const RulesInForce& before = situation.state.rules;
    situation.happen(by, RulesChanged{version, before.version, how, silences});
    for (const Silence& silence : before.silences) {
        const bool is_over = before.told_of_being_over.contains(silence.rule);
        const bool goes_on = std::any_of(silences.begin(), silences.end(), [&](const Silence& other) {
            return other.rule == silence.rule && other.owner == silence.owner;
        });
        if (!is_over && !goes_on) tell_owner(situation, silence, "is taken back, or another answers for it now");
    }
}

void tell_of_silences(Situation& situation) {
    for (const Silence& silence : situation.state.rules.silences) {
        const RulesInForce& rules = situation.state.rules;
        if (rules.told_of_being_over.contains(silence.rule)) continue;
        if (silence.until <= situation.now) {
            tell_owner(situation, silence, "is over");
            situation.happen(the_hub, SilenceTold{silence.rule, true});
        } else if (!rules.told_of_end.contains(silence.rule) && silence.until - silence.tell_before <= situation.now) {
            const auto minutes = std::chrono::ceil<std::chrono::minutes>(silence.until - situation.now).count();
            tell_owner(situation, silence, "ends in " + std::to_string(minutes) + " min");
            situation.happen(the_hub, SilenceTold{silence.rule, false});
        }
    }
}

}  // namespace paraat::core

#include "hub/core/rule_orders.hpp"

#include <algorithm>

#include "hub/base/digest.hpp"
#include "hub/base/utf8.hpp"
#include "hub/core/behind.hpp"
#include "hub/core/decide.hpp"
#include "hub/core/telling.hpp"

namespace paraat::core {
namespace {

// An id of its own for what a rule orders: the incident's time, and chance that depends on what is ordered only.
InstructionId instruction_id(const IncidentId& incident, const Order& order) {
    // People may be asked for again by the same incident, later.
    const std::string again = order.deployment ? "/" + std::to_string(order.deployment->from.ms) : "";
    const Sha256 digest = sha256({incident.text(), "/", order.rule.text, again});
    return InstructionId{Ulid{incident.ulid.time(), std::span<const std::uint8_t, 10>{digest.data(), 10}}};
}

Order order_of(const Draft& draft, const RuleName& rule, const Firing::Order& wanted) {
    const Incident& incident = draft.incident();
    Order order;
    order.to = wanted.to;
    order.incident = incident.id;
    order.compartment = incident.compartment;
    order.text = filled(wanted.text, incident, incident.title, instruction_text_most);
    order.priority = incident.priority;
    order.exercise = incident.is_exercise;
    order.rule = rule;
    return order;
}

// Where nobody is there to be asked, who answers for them is told in their place; where nobody at all is, a later
// report asks again.
void give(Draft& draft, Order order) {
    Situation& situation = draft.situation();
    const InstructionId id = instruction_id(draft.incident().id, order);
    const std::string to = order.to.text();
    const bool is_sent = issue(situation, the_hub, id, order);
    if (is_sent) draft.note(situation.outcome.events.back().body);
    if (is_somebody_there(situation, order)) return;
    if (!is_sent) draft.happen(the_hub, NotSent{draft.incident().id, to, order.rule, order.text});
    order.text = "Nobody is there of " + to + " for: " + order.text;
    const DivisionName division = division_behind(situation.organisation, order.to);
    if (tell_next(situation, "not_sent/" + id.text(), order, division)) {
        draft.note(situation.outcome.events.back().body);
    }
}

// Whether the rule asked for people there and then already, about this incident or one beside it.
bool is_asked_for(const Situation& situation, const Deployment& wanted, const Order& order) {
    const auto is_there = [&](const Deployment& known) {
        if (known.until <= wanted.from) return false;
        if (!known.area.empty() && known.area == wanted.area) return true;
        return known.position && wanted.position && metres_between(*known.position, *wanted.position) <= wanted.metres;
    };
    const auto& all = situation.state.instructions;
    const bool is_asked = std::any_of(all.begin(), all.end(), [&](const auto& entry) {
        const Instruction& known = entry.second;
        return known.deployment && known.rule == order.rule && known.compartment == order.compartment &&
               known.is_exercise == order.exercise && known.state != InstructionState::withdrawn &&
               is_there(*known.deployment);
    });
    const auto& events = situation.outcome.events;  // one that is split asks once
    return is_asked || std::any_of(events.begin(), events.end(), [&](const Event& event) {
               const auto* known = std::get_if<InstructionIssued>(&event.body);
               return known != nullptr && known->deployment && known->rule == order.rule &&
                      known->compartment == order.compartment && known->exercise == order.exercise &&
                      is_there(*known->deployment);
           });
}

}  // namespace

std::string filled(const std::string& text, const Incident& incident, const std::string& title, std::size_t most) {
    const std::pair<std::string_view, std::string> places[] = {{"{title}", title},
                                                               {"{area}", incident.area},
                                                               {"{category}", incident.category.text},
                                                               {"{severity}", std::string(word(incident.severity))},
                                                               {"{contract}", incident.contract},
                                                               {"{reports}", std::to_string(incident.reports)},
                                                               {"{persons}", std::to_string(incident.persons)}};
    std::string made;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = std::string_view(text).substr(at);
        const auto* place = std::find_if(std::begin(places), std::end(places),
                                         [&](const auto& candidate) { return rest.starts_with(candidate.first); });
        if (place == std::end(places)) {
            made += text[at++];
        } else {
            made += place->second;
            at += place->first.size();
        }
    }
    return cut(std::move(made), most);
}

void instruct(Draft& draft, const Firing& firing) {
    if (!firing.instruct || draft.incident().instructed_by.contains(firing.rule)) return;
    give(draft, order_of(draft, firing.rule, *firing.instruct));
}

void ask_for_people(Draft& draft, const Firing& firing) {
    const Incident& incident = draft.incident();
    if (!firing.deploy) return;
    Situation& situation = draft.situation();
    Deployment wanted{incident.area,
                      incident.position,
                      firing.deploy->metres,
                      situation.now,
                      situation.now + firing.deploy->span,
                      firing.because.text};
    if (wanted.area.empty() && !incident.areas.empty()) wanted.area = *incident.areas.begin();
    Order order = order_of(draft, firing.rule, firing.deploy->order);
    order.respond_by = wanted.until;
    if (is_asked_for(situation, wanted, order)) return;
    order.deployment = std::move(wanted);
    give(draft, order);
}

}  // namespace paraat::core

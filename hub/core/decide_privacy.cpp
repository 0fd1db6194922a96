#include <algorithm>

#include "hub/core/decide.hpp"

// What people decide about records, and what time does.
namespace paraat::core {
namespace {

// What is kept of an incident itself. That it was preserved, and by whom, stays on record.
const std::vector<RecordKind> records_of_incidents = {RecordKind::incident, RecordKind::instruction,
                                                      RecordKind::position, RecordKind::partner};

// Whether there is such an incident, in the state or in the journal, that the client may know of; a refusal otherwise.
// Of one that the state has let go of the divisions are not asked: who guards records guards those of all.
bool is_on_record(Situation& situation, const ClientInput& input, const IncidentId& id) {
    const Incident* incident = situation.state.incident(id);
    const Organisation& organisation = situation.organisation;
    const bool is_known = incident != nullptr ? is_cleared_for(organisation, input.client, incident->compartment)
                                              : input.on_record.has_value() &&
                                                    is_cleared_for(organisation, input.client, *input.on_record);
    if (!is_known) situation.refuse(Reason::not_found, "incident", "no such incident is on record");
    return is_known;
}

// The later of the two: one may be for another case than the one that stands, which loses nothing by it.
std::optional<Instant> end_of_both(const Preservation& standing, std::optional<Instant> until) {
    if (!standing.until || !until) return std::nullopt;
    return std::max(*standing.until, *until);
}

void preserve(Situation& situation, const ClientInput& input, const Command& command) {
    if (command.until && *command.until <= situation.now) {
        return situation.refuse(Reason::bad_value, "until_ms", "that moment has passed already");
    }
    const Privacy& privacy = situation.state.privacy;
    const bool is_preserved = privacy.is_preserved(*command.incident, situation.now);
    const auto until =
        is_preserved ? end_of_both(privacy.preserved.at(*command.incident), command.until) : command.until;
    situation.happen(input.client, Preserved{*command.incident, command.text, until});
}

void end_preservation(Situation& situation, const ClientInput& input, const Command& command) {
    if (!situation.state.privacy.is_preserved(*command.incident, situation.now)) {
        return situation.refuse(Reason::bad_value, "incident", "this incident is not preserved");
    }
    situation.happen(input.client, PreservationEnded{*command.incident, command.text});
}

void erase_records(Situation& situation, const ClientInput& input, const Command& command) {
    const Privacy& privacy = situation.state.privacy;
    const IncidentId& incident = *command.incident;
    if (privacy.is_preserved(incident, situation.now)) {
        const std::string& by = privacy.preserved.at(incident).by.text;
        return situation.refuse(Reason::preserved, "incident", "it is preserved by " + by + "; end that first");
    }
    const bool is_let_go = situation.state.incident(incident) == nullptr;
    ErasureOrdered order;
    order.order = privacy.orders_made + 1;
    order.incident = incident;
    order.records = records_of_incidents;
    order.sorts = command.fields;
    order.text = command.text;
    order.is_let_go = is_let_go;
    situation.happen(input.client, std::move(order));
    situation.outcome.waits_for_let_go = !is_let_go;
}

void order_what_is_due(Situation& situation, const ErasureDue& due) {
    const Privacy& privacy = situation.state.privacy;
    // Since it was found to be due somebody may have preserved it.
    const bool stays =
        privacy.is_preserved(due.incident, situation.now) || situation.state.incident(due.incident) != nullptr;
    const bool is_ordered = std::any_of(privacy.orders.begin(), privacy.orders.end(), [&](const auto& entry) {
        const ErasureOrdered& order = entry.second;
        return order.incident == due.incident && order.about_order == due.about_order && order.records == due.records &&
               order.first == due.first && order.last == due.last && order.sorts.empty();
    });
    if (stays || is_ordered) return;
    ErasureOrdered order;
    order.order = privacy.orders_made + 1;
    order.incident = due.incident;
    order.about_order = due.about_order;
    order.records = due.records;
    order.first = due.first;
    order.last = due.last;
    order.regime = due.regime;
    order.ground = due.ground;
    order.is_let_go = true;
    situation.happen(the_hub, std::move(order));
}

}  // namespace

void decide_privacy(Situation& situation, const ClientInput& input, const Command& command) {
    if (!may_guard_records(situation.organisation, input.client)) {
        return situation.refuse(
            Reason::not_allowed, "do",
            "\"" + input.client.text + "\" decides nothing about records: who is named for it does");
    }
    if (!command.incident) return situation.refuse(Reason::bad_value, "incident", "name the incident");
    if (!is_on_record(situation, input, *command.incident)) return;
    if (command.text.empty()) return situation.refuse(Reason::bad_value, "text", "say why");
    situation.outcome.incident = command.incident;
    if (command.deed == Deed::preserve) return preserve(situation, input, command);
    if (command.deed == Deed::preserve_end) return end_preservation(situation, input, command);
    erase_records(situation, input, command);
}

void decide_retention(Situation& situation, const RetentionFinding& finding) {
    if (const auto* due = std::get_if<ErasureDue>(&finding)) return order_what_is_due(situation, *due);
    if (const auto* looked = std::get_if<RetentionLooked>(&finding))
        return situation.happen(the_hub, RetentionLooked(*looked));
    const auto& done = std::get<ErasureDone>(finding);
    const auto order = situation.state.privacy.orders.find(done.order);
    if (order == situation.state.privacy.orders.end()) return;
    situation.happen(the_hub,
                     Erased{done.order, order->second.incident, done.events, done.destroyed, done.through, done.chain});
}

}  // namespace paraat::core

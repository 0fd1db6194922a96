#include <algorithm>

#include "tests/property/model/call.hpp"
#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"
#include "tests/property/model/instruction.hpp"

// What somebody has in hand goes to the next, who takes it: decision 0019.
namespace paraat::test::model {
namespace {

using namespace std::chrono_literals;

void take_over(Night& night, Incident& incident, const Name& from, const Name& to) {
    for (auto& [policy, call] : incident.calls) {
        if (call.taken_by == from) call.taken_by = to;
    }
    for (auto& [kind, rest] : incident.rests) {
        if (rest.by == from) rest.by = to;
    }
    if (incident.claimed_by == from) incident.claimed_by = to;
    changed_by(night, incident, to);
}

// Who took all of it answers for the orders as well.
void take_orders(Night& night, const Offer& offer, const Name& from) {
    for (const core::InstructionId& id : offer.orders) {
        const auto order = night.instructions.find(id);
        if (order == night.instructions.end() || order->second.has_ended()) continue;
        if (order->second.from == from) order->second.from = offer.to;
    }
}

Verdict offer(Night& night, const Name& client, const Name& to) {
    Verdict verdict;
    if (person(to) == nullptr) return refused("not_found");
    if (to == client) verdict.refusals.insert("bad_value");
    if (night.is_off_duty(to)) verdict.refusals.insert("nobody_there");
    std::set<core::IncidentId> offered;
    for (const auto& [id, incident] : night.incidents) {
        // What is covert stays.
        if (incident.is_covert || !has_in_hand(incident, client)) continue;
        offered.insert(id);
        if (!may_command(incident, to)) verdict.refusals.insert("not_allowed");
    }
    if (!verdict.is_accepted()) return verdict;
    std::set<core::InstructionId> orders;
    for (const auto& [id, one] : night.instructions) {
        const bool is_unanswered =
            one.from == client && !one.has_ended() && one.state < core::InstructionState::accepted;
        if (is_unanswered && !one.is_covert && may_know(one, to)) orders.insert(id);
    }
    night.offers[client] = {to, offered, night.now + 10min, orders};
    for (const core::IncidentId& id : offered) {
        Incident& incident = night.incidents.at(id);
        // What is offered is not lost meanwhile.
        if (incident.claimed_by == client) incident.claimed_until = night.now + 20min;
    }
    return verdict;
}

}  // namespace

Verdict take_handover(Night& night, const Message& message, const core::Command& command) {
    if (person(message.client) == nullptr) return refused("not_allowed");
    if (command.to) return offer(night, message.client, command.to->text);
    if (!command.acknowledge) return refused("bad_value");
    const auto taken = std::erase_if(night.offers, [&](const auto& one) {
        if (one.second.to != message.client) return false;
        for (const core::IncidentId& id : one.second.incidents) {
            take_over(night, night.incidents.at(id), one.first, message.client);
        }
        take_orders(night, one.second, one.first);
        return true;
    });
    return taken > 0 ? Verdict{} : refused("not_found");
}

bool take_what_is_offered(Night& night, Incident& incident, const Name& client) {
    for (auto& [from, offer] : night.offers) {
        if (offer.to != client || offer.incidents.erase(incident.id) == 0) continue;
        take_over(night, incident, from, client);
        if (!offer.incidents.empty()) return true;
        take_orders(night, offer, from);
        night.offers.erase(from);
        return true;
    }
    return false;
}

bool decline_what_is_offered(Night& night, const core::IncidentId& incident, const Name& client) {
    for (const auto& [from, offer] : night.offers) {
        if (offer.to != client || !offer.incidents.contains(incident)) continue;
        end_offer(night, Name{from});
        return true;
    }
    return false;
}

// It waited for the next to take over; now nobody does.
void end_offer(Night& night, const Name& from) {
    night.offers.erase(from);
    if (night.is_off_duty(from)) night.units[from].goes();
}

void end_offers_to(Night& night, const Name& to) {
    Names ended;
    for (const auto& [from, offer] : night.offers) {
        if (offer.to == to) ended.insert(from);
    }
    for (const Name& from : ended) end_offer(night, from);
}

void offer_no_more(Night& night, const core::IncidentId& incident) {
    Names empty;
    for (auto& [from, offer] : night.offers) {
        const bool was_last = offer.incidents.erase(incident) > 0 && offer.incidents.empty() && offer.orders.empty();
        if (was_last) empty.insert(from);
    }
    for (const Name& from : empty) night.offers.erase(from);
}

}  // namespace paraat::test::model

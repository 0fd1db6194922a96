#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"

namespace paraat::test::model {

// A claim, an acknowledgement of what nobody does anything about and is not done, a silence or shelf to answer for, a
// way to go.
bool has_in_hand(const Incident& incident, const Name& client) {
    if (incident.is_closed()) return false;
    const auto unit = incident.units.find(client);
    if (incident.claimed_by == client) return true;
    if (unit != incident.units.end() && unit->second != core::UnitState::left) return true;
    for (const auto& [kind, rest] : incident.rests) {
        if (rest.by == client) return true;
    }
    const bool is_deserted = incident.takes_reports() && !is_manned(incident);
    return (is_deserted || is_not_taken_up(incident)) &&
           std::any_of(incident.calls.begin(), incident.calls.end(),
                       [&](const auto& call) { return !call.second.runs && call.second.taken_by == client; });
}

Verdict take_shift(Night& night, const Message& message, const core::Command& command) {
    const Name who = command.unit ? command.unit->text : message.client;
    if (person(who) == nullptr) return refused("unknown_unit");
    Verdict verdict;
    if (who != message.client && !may_instruct(message.client, "unit/" + who)) verdict.refusals.insert("not_allowed");
    Unit& unit = night.units[who];
    // Covert work keeps nobody on duty.
    const bool has_any = std::any_of(night.incidents.begin(), night.incidents.end(), [&](const auto& one) {
        return has_in_hand(one.second, who) && !one.second.is_covert;
    });
    if (command.deed == core::Deed::shift_end && !command.acknowledge && has_any) {
        verdict.refusals.insert("not_handed_over");
    }
    if (!verdict.is_accepted()) return verdict;
    if (command.deed == core::Deed::shift_start) {
        come_on_duty(unit);
        if (unit.status == core::UnitStatus::off_duty) unit.status = core::UnitStatus::available;
        return verdict;
    }
    end_shift(night, who);
    return verdict;
}

}  // namespace paraat::test::model

#include "tests/property/model/call.hpp"
#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"
#include "tests/property/model/instruction.hpp"

namespace paraat::test::model {
namespace {

using core::Deed;
using core::UnitState;

void bring(const Night& night, Incident& incident, const Name& target) {
    const auto [kind, name] = parts_of(target);
    if (kind == "team") {
        incident.teams.insert(name);
        incident.team_since[name] = night.now;
    }
    const auto unit = incident.units.find(name);
    if (kind == "unit" && (unit == incident.units.end() || unit->second == UnitState::left)) {
        incident.units[name] = UnitState::assigned;
        incident.unit_since[name] = night.now;
    }
    reach(incident, core::IncidentStatus::dispatched);
}

}  // namespace

void take_back(Night& night, Incident& incident, const Name& target) {
    const auto [kind, name] = parts_of(target);
    if (kind == "team") incident.teams.erase(name);
    if (kind == "unit") {
        incident.units.erase(name);
        if (night.units[name].incident == incident.id) night.units[name].incident.reset();
    }
    open_if_deserted(incident);
}

void assign(Night& night, const Message& message, Incident& incident, const core::Command& command, Verdict& verdict) {
    const Name division = command.division ? command.division->text : Name{};
    Name target = "division/" + division;
    if (command.team) target = "team/" + command.team->text;
    if (command.unit) target = "unit/" + command.unit->text;
    if (command.team && command.unit) verdict.refusals.insert("bad_value");
    const auto [kind, name] = parts_of(target);
    if (kind == "division" && command.deed != Deed::assign) verdict.refusals.insert("bad_value");
    if (!behind(target) || (kind == "unit" && !is_unit(name))) verdict.refusals.insert("unknown_" + kind);
    if (command.deed == Deed::unassign) {
        if (!incident.teams.contains(name) && !incident.units.contains(name)) verdict.refusals.insert("not_found");
        if (!verdict.is_accepted()) return;
        take_back(night, incident, target);
        return withdraw_about(night, incident.id, target);
    }
    if (command.division && !behind("division/" + division)) verdict.refusals.insert("unknown_division");
    const Names addressees = addressees_of(night, target, incident.is_covert);
    const bool needs_people = command.unit || command.deed == Deed::dispatch;
    const bool is_team_at_home = command.team && is_at_home(night, name, incident.is_covert);
    if (is_team_at_home || (addressees.empty() && needs_people)) verdict.refusals.insert("nobody_there");
    if (command.deed == Deed::dispatch && !may_instruct(message.client, target)) verdict.refusals.insert("not_allowed");
    if (!verdict.is_accepted()) return;
    const bool is_with_it = incident.divisions.contains(division);
    add_division(incident, command.division ? division : division_behind(target));
    judge(night, incident);
    if (kind == "division") {
        if (!is_with_it) changed_by(night, incident, message.client);
        return;
    }
    bring(night, incident, target);
    if (command.deed == Deed::assign) return;
    supersede_dispatch(night, incident.id, target);
    Instruction made;
    made.from = message.client;
    made.to = target;
    made.incident = incident.id;
    made.is_covert = incident.is_covert;
    made.addressees = addressees;
    made.is_dispatch = true;
    issue(night, message.instruction, made);
}

}  // namespace paraat::test::model

#include "tests/property/model/call.hpp"

#include <algorithm>

#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"
#include "tests/property/model/instruction.hpp"

namespace paraat::test::model {
namespace {

// "own" is the unit whose report opened the incident. Nobody says where he is in this night, so nearby teams have no
// one.
Names meant_by(const Incident& incident, const Name& target) {
    const Person* owner = person(incident.opened_by);
    if (target == "own/team") return owner == nullptr ? Names{} : behind("team/" + owner->team).value_or(Names{});
    if (target == "own/coordinator") {
        Names found;
        for (const auto& [name, one] : people()) {
            if (owner != nullptr && coordinates(name, owner->division)) found.insert(name);
        }
        return found;
    }
    return behind(target).value_or(Names{});
}

// Who is off duty is never asked, nor who may not know.
Names there(const Night& night, const Incident& incident, const Name& target) {
    Names found;
    for (const Name& name : meant_by(incident, target)) {
        if (night.is_off_duty(name) || (incident.is_covert && !is_cleared(name))) continue;
        found.insert(name);
    }
    return found;
}

// A lost device is asked, and not waited for; nor is who reported it.
bool counts(const Night& night, const Incident& incident, const Name& name) {
    return !night.is_lost(name) && !night.is_off_duty(name) && name != incident.opened_by;
}

// Who is there, and who of them did not say no.
bool is_somebody_there(const Night& night, const Incident& incident, const Call& call) {
    return std::any_of(call.asked.begin(), call.asked.end(),
                       [&](const Name& name) { return counts(night, incident, name); });
}

bool is_somebody_left(const Night& night, const Incident& incident, const Call& call) {
    return std::any_of(call.asked.begin(), call.asked.end(),
                       [&](const Name& name) { return counts(night, incident, name) && call.standing.contains(name); });
}

void ask(const Night& night, const Incident& incident, Call& call, const Name& target) {
    for (const Name& name : there(night, incident, target)) {
        call.asked.insert(name);
        call.ever_asked.insert(name);
        call.standing.insert(name);
    }
}

// A step behind which nobody is goes on at once; when that was the last, the centre and the opco are asked.
void begin_step(const Night& night, const Incident& incident, Call& call, const std::vector<ChainStep>& steps) {
    for (;; ++call.step) {
        call.asked.clear();
        call.due = night.now + steps[call.step].lasts;
        for (const Name& target : steps[call.step].targets) ask(night, incident, call, target);
        if (is_somebody_left(night, incident, call)) return;
        if (call.step + 1 == steps.size()) break;
    }
    for (const char* role : {"role/opco", "role/centre"}) {
        const Names names = there(night, incident, role);
        const bool is_there =
            std::any_of(names.begin(), names.end(), [&](const Name& name) { return counts(night, incident, name); });
        if (is_there) ask(night, incident, call, role);
    }
}

}  // namespace

void end_rests(Incident& incident) {
    if (incident.rests.contains(core::PauseKind::shelved)) incident.is_off_the_shelf = true;
    incident.rests.clear();
}

void end_rest(Night& night, Incident& incident, core::PauseKind kind) {
    incident.rests.erase(kind);
    if (kind == core::PauseKind::silenced) return go_on_where_nobody_is_left(night, incident);
    raise(incident);
    if (incident.takes_reports()) call_anew(night, incident);
}

void begin(Night& night, Incident& incident, const Name& policy) {
    Call& call = incident.calls[policy];
    call = {};
    call.runs = true;
    end_rests(incident);
    begin_step(night, incident, call, *chain(policy));
}

void step_on(Night& night, Incident& incident, const Name& policy) {
    Call& call = incident.calls.at(policy);
    const auto& steps = *chain(policy);
    call.step = std::min(call.step + 1, steps.size() - 1);
    begin_step(night, incident, call, steps);
}

void end(Call& call) {
    call.runs = false;
    call.standing.clear();
}

// Who all declined at the end of the chain are asked again in their time.
static void go_on(Night& night, Incident& incident, const Name& policy) {
    const Call& call = incident.calls.at(policy);
    if (!call.runs || is_somebody_left(night, incident, call)) return;
    const bool is_last = call.step + 1 == chain(policy)->size();
    if (!is_last || !is_somebody_there(night, incident, call)) step_on(night, incident, policy);
}

void go_on_without(Night& night, Incident& incident, const Name& client) {
    if (incident.rests.contains(core::PauseKind::silenced)) return;
    for (auto& [policy, call] : incident.calls) {
        if (call.asked.contains(client)) go_on(night, incident, policy);
    }
}

void go_on_where_nobody_is_left(Night& night, Incident& incident) {
    for (auto& [policy, call] : incident.calls) go_on(night, incident, policy);
}

void give_back(Night& night, Incident& incident, const Name& client) {
    if (!is_not_taken_up(incident)) return;
    for (auto& [policy, call] : incident.calls) {
        if (call.runs || call.taken_by != client) continue;
        incident.is_seen = false;
        begin(night, incident, policy);
    }
}

bool is_at_home(const Night& night, const Name& team, bool is_covert) {
    const Names members = behind("team/" + team).value_or(Names{});
    return std::all_of(members.begin(), members.end(),
                       [&](const Name& one) { return night.is_off_duty(one) || (is_covert && !is_cleared(one)); });
}

void took(Night& night, const Name& client, const Incident& incident) {
    if (!night.is_off_duty(client)) return;
    Unit& unit = night.units[client];
    (incident.is_covert ? unit.is_gone_covertly : unit.is_gone) = true;
}

// The last of a team takes it along.
static void leave_with_team(Night& night, const Name& gone, bool is_covert) {
    const Person* one = person(gone);
    if (one == nullptr || one->team.empty()) return;
    for (auto& [id, incident] : night.incidents) {
        if (incident.is_covert != is_covert || incident.is_closed() ||
            !is_at_home(night, one->team, incident.is_covert))
            continue;
        if (incident.teams.erase(one->team) == 0) continue;
        open_if_deserted(incident);
    }
}

void leave_out(Night& night, const Name& gone, bool is_covert) {
    if (night.is_off_duty(gone)) leave_with_team(night, gone, is_covert);
    const auto own = night.offers.find(gone);
    const std::set<core::IncidentId> offered =
        own == night.offers.end() ? std::set<core::IncidentId>{} : own->second.incidents;
    if (night.is_off_duty(gone) && !is_covert) end_offers_to(night, gone);
    if (night.is_off_duty(gone)) leave_orders(night, gone, is_covert);
    for (auto& [id, incident] : night.incidents) {
        if (incident.is_closed() || incident.is_covert != is_covert) continue;
        // What it offered is the next one's to take for as long as that stands.
        if (night.is_off_duty(gone) && !offered.contains(id)) {
            if (incident.claimed_by == gone) release(incident);
            give_back(night, incident, gone);
            for (const auto kind : {core::PauseKind::silenced, core::PauseKind::shelved}) {
                const auto rest = incident.rests.find(kind);
                if (rest != incident.rests.end() && rest->second.by == gone) end_rest(night, incident, kind);
            }
        }
        for (auto& [policy, call] : incident.calls) {
            if (night.is_off_duty(gone)) call.standing.erase(gone);
        }
        go_on_without(night, incident, gone);
    }
}

}  // namespace paraat::test::model

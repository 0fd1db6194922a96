#include <algorithm>

#include "tests/property/model/call.hpp"
#include "tests/property/model/deeds.hpp"
#include "tests/property/model/incident.hpp"

// Two incidents that are one, and one that is two: docs/formats/topics.md, decision 0019.
namespace paraat::test::model {
namespace {

using core::IncidentStatus;
using core::UnitState;

std::string name_of(const Told& one) {
    return one.by + "/" + one.id;
}

IncidentStatus status_by(UnitState state) {
    if (state == UnitState::on_scene) return IncidentStatus::on_scene;
    return state == UnitState::en_route ? IncidentStatus::en_route : IncidentStatus::dispatched;
}

void look_at_both(const Incident& one, const Incident& into, const Name& client, Verdict& verdict) {
    if (one.id == into.id) verdict.refusals.insert("bad_value");
    if (!may_command(into, client)) verdict.refusals.insert("not_allowed");
    if (into.is_closed()) verdict.refusals.insert("closed");
    if (into.status == IncidentStatus::resolved && one.takes_reports()) verdict.refusals.insert("resolved");
    if (!into.claimed_by.empty() && into.claimed_by != client) verdict.refusals.insert("claimed");
    if (one.is_covert != into.is_covert || one.is_exercise != into.is_exercise) verdict.refusals.insert("bad_value");
    if (one.is_panic()) verdict.refusals.insert("not_allowed");
}

void bring_people(Night& night, const Incident& from, Incident& into) {
    if (!from.teams.empty()) reach(into, IncidentStatus::dispatched);
    for (const Name& team : from.teams) {
        into.teams.insert(team);
        into.team_since.emplace(team, from.team_since.at(team));
    }
    for (const auto& [name, state] : from.units) {
        const auto [known, is_new] = into.units.try_emplace(name, state);
        UnitState& own = known->second;
        const bool is_further = state != UnitState::left && (own == UnitState::left || state > own);
        if (is_new || is_further) into.unit_since[name] = from.unit_since.at(name);
        if (state == UnitState::left) continue;
        if (is_further) own = state;
        reach(into, status_by(state));
        Unit& unit = night.units[name];
        if (unit.incident == from.id) unit.incident = into.id;
    }
}

// Who is there comes before who is at home, and who took the more urgent before the other.
bool gives_way(const Night& night, const Call& own, const Call& other, bool is_other_more_urgent) {
    if (own.runs) return false;
    const bool is_own_away = night.is_off_duty(own.taken_by);
    return is_own_away == night.is_off_duty(other.taken_by) ? is_other_more_urgent : is_own_away;
}

// What the one or the other had answered is in the same hands for both: those of who took the more urgent one.
void bring_answers(Night& night, const Incident& from, Incident& into) {
    for (const auto& [policy, call] : from.calls) {
        const auto own = into.calls.find(policy);
        if (call.runs ||
            (own != into.calls.end() && !gives_way(night, own->second, call, from.priority < into.priority))) {
            continue;
        }
        into.calls[policy] = call;
        took(night, call.taken_by, into);
    }
}

// Who is called for the one is called for both, until somebody answers; nobody for what is in hand, and did not grow.
void bring_calls(Night& night, const Incident& from, Incident& into) {
    const bool is_at_rest = !into.rests.empty() && !from.rests.contains(core::PauseKind::silenced);
    const bool is_in_hand = into.is_seen && !is_at_rest;
    for (const auto& [policy, call] : from.calls) {
        const auto own = into.calls.find(policy);
        const bool is_answered = own != into.calls.end();
        const bool is_running = own != into.calls.end() && own->second.runs;
        if (call.runs && (is_running ? is_at_rest : !is_answered || !is_in_hand)) begin(night, into, policy);
    }
}

void sort_by_time(std::vector<Told>& told) {
    std::stable_sort(told.begin(), told.end(), [](const Told& one, const Told& other) { return one.at < other.at; });
}

}  // namespace

void merge(Night& night, Incident& one, const Name& client, const core::Command& command, Verdict& verdict) {
    const auto found = night.incidents.find(*command.into);
    const bool is_known = found != night.incidents.end() && may_read(found->second, client);
    if (!is_known) verdict.refusals.insert("not_found");
    if (is_known) look_at_both(one, found->second, client, verdict);
    if (!verdict.is_accepted()) return;
    Incident& into = found->second;
    const bool were_both_acked = one.is_acked() && into.is_acked();
    bool is_news = false;  // who took the other took something smaller
    into.told.insert(into.told.end(), one.told.begin(), one.told.end());
    sort_by_time(into.told);
    into.newest_report_at = std::max(into.newest_report_at, one.newest_report_at);
    if (!into.place) into.place = first_place(into.told);
    bring_people(night, one, into);
    bring_answers(night, one, into);
    set_severity(into, std::max(into.severity, one.severity));
    if (one.priority < into.priority) {
        into.priority = one.priority;
        into.is_priority_chosen = false;
        raise(into);
        is_news = one.priority == 1 && !one.is_acked();
    }
    for (const Name& division : one.divisions) {
        if (division != tray) add_division(into, division);
    }
    bring_calls(night, one, into);
    into.became_urgent = is_news;
    if (is_news) call_anew(night, into);
    judge(night, into);
    if (were_both_acked && !into.is_called()) into.is_seen = true;
    changed_by(night, into, client);
    for (auto& [id, order] : night.instructions) {
        if (order.incident == one.id && !order.has_ended()) order.incident = into.id;
    }
    const bool was_seen = one.is_seen;
    close(night, one, {}, core::Ending::joined);
    one.is_seen = was_seen;
    one.into = into.id;
}

void split(Night& night, const Message& message, Incident& incident, const core::Command& command, Verdict& verdict) {
    std::vector<Told> apart;
    std::vector<Told> rest;
    for (const Told& one : incident.told) {
        const bool is_named = std::ranges::count(command.reports, name_of(one)) > 0;
        (is_named ? apart : rest).push_back(one);
    }
    const auto calls_for_help = [&](const Told& one) { return one.by == incident.panic_of; };
    if (std::any_of(apart.begin(), apart.end(), calls_for_help)) verdict.refusals.insert("not_allowed");
    if (command.reports.empty() || rest.empty()) verdict.refusals.insert("bad_value");
    if (apart.size() < command.reports.size()) verdict.refusals.insert("not_found");
    if (!verdict.is_accepted()) return;
    const bool is_place_gone =
        std::any_of(apart.begin(), apart.end(), [&](const Told& one) { return one.place == incident.place; });
    incident.told = rest;
    incident.newest_report_at = rest.back().at;
    if (!incident.is_panic()) incident.opened_by = rest.front().by;
    if (is_place_gone) incident.place = first_place(rest);
    // What made it serious went with the reports.
    core::Severity severity = named_severity(incident).value_or(category(incident.category)->severity);
    for (const Told& one : rest) {
        const bool is_other = one.category != incident.category;
        if (is_other) severity = std::max(severity, one.named.value_or(category(one.category)->severity));
    }
    const bool is_less = severity < incident.severity;
    if (is_less) {
        incident.severity = severity;
        const int usual = usual_priority(incident);
        if (usual > incident.priority && !incident.is_priority_chosen) incident.priority = usual;
    }
    judge(night, incident);
    Incident& made = open_with(night, message.incident, apart.front().category, apart);
    made.is_covert = incident.is_covert;
    made.is_exercise = incident.is_exercise;
    judge(night, made);
    made.is_changed = true;
    // A call that goes on for those ends for these.
    for (auto& [policy, call] : incident.calls) {
        const auto there = made.calls.find(policy);
        const bool is_own = policy == category(incident.category)->policy;
        if (!is_less || is_own || !call.runs || there == made.calls.end() || !there->second.runs) continue;
        end(call);
        call.taken_by = message.client;
        took(night, message.client, incident);
        incident.is_seen = true;
        for (auto& [other, asks] : incident.calls) asks.standing.erase(message.client);
        if (!incident.is_called()) incident.rests.erase(core::PauseKind::silenced);
    }
}

}  // namespace paraat::test::model

#include "hub/core/alarms.hpp"

#include "hub/base/digest.hpp"
#include "hub/core/behind.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/judgement.hpp"
#include "hub/core/reach.hpp"
#include "hub/core/telling.hpp"

namespace paraat::core {
namespace {

const Category* category_of(const Situation& situation, AlarmKind kind) {
    const auto name = situation.organisation.alarms.find(kind);
    return name == situation.organisation.alarms.end() ? nullptr : situation.organisation.category(name->second);
}

IncidentId fresh_id(const Situation& situation, AlarmKind kind, const std::string& about) {
    const Sha256 digest = sha256({"alarm/", word(kind), "/", about});
    return IncidentId{Ulid{situation.now, std::span<const std::uint8_t, 10>{digest.data(), 10}}};
}

// The incident as any report would open it, by the hub.
Draft open_alarm(Situation& situation, AlarmKind kind, const std::string& about, const Report& report,
                 const CompartmentName& compartment) {
    ClientInput input;
    input.client = the_hub;
    input.id = std::string(word(kind)) + "-" + about;
    input.fresh_incident = fresh_id(situation, kind, about);
    Draft draft(situation, Incident{});
    open_incident(draft, input, report, *category_of(situation, kind), compartment);
    return draft;
}

// Where such an alarm is open: what somebody took or resolved asks for attention anew, and calls.
bool is_raised_anew(Situation& situation, AlarmKind kind, const ClientName& about, const std::string& text) {
    const Unit* unit = situation.state.unit(about);
    if (unit == nullptr || !unit->alarms.contains(kind)) return false;
    const Incident* standing = situation.state.incident(unit->alarms.at(kind));
    if (standing == nullptr || standing->is_closed()) return false;
    if (standing->takes_reports() && !standing->is_acked()) return true;
    Draft draft(situation, *standing);
    if (!standing->takes_reports()) draft.happen(the_hub, Reopened{standing->id, text});
    draft.happen(the_hub, AlarmRaised{standing->id, kind, about, {}});
    const std::vector<Escalation> before = standing->escalations;
    for (const Escalation& call : before) {
        if (!call.is_running) start_escalation(draft, the_hub, call.policy, call.rule, {text, "alarm_again", {}});
    }
    return true;
}

}  // namespace

void raise_alarm(Situation& situation, AlarmKind kind, const ClientName& about, const std::string& text,
                 const Incident* task) {
    const Category* category = category_of(situation, kind);
    if (category == nullptr || is_raised_anew(situation, kind, about, text)) return;
    Report report;
    report.category = category->name;
    report.text = text;
    report.attributes = {{"unit", about.text}};
    if (task != nullptr) {
        report.attributes.emplace_back("task", task->id.text());
        report.exercise = task->is_exercise;
    }
    const ObservedUnit* seen = situation.observed.unit(about);
    if (seen != nullptr && !situation.state.is_off_duty(about)) report.position = seen->position;
    // What names covert work is told to those only who know of it.
    const CompartmentName of_task = task != nullptr ? task->compartment : CompartmentName{};
    const CompartmentName compartment = of_task.empty() ? situation.organisation.compartment_of(about) : of_task;
    Draft draft = open_alarm(situation, kind, about.text, report, compartment);
    draft.happen(the_hub, AlarmRaised{draft.incident().id, kind, about, {}});
    const DivisionName own = situation.organisation.division_of(about);
    if (!own.empty()) route(draft, the_hub, own, {}, {"it is about " + about.text, "about", {{"unit", about.text}}});
    judge(draft, report, the_hub);
}

void note_return(Situation& situation, const ClientName& client) {
    const Unit* unit = situation.state.unit(client);
    if (unit == nullptr) return;
    const auto silent = unit->alarms.find(AlarmKind::silent_unit);
    if (silent != unit->alarms.end()) {
        situation.happen(the_hub, NoteAdded{silent->second, client.text + " is heard again"});
    }
}

void follow_silence(Situation& situation, const ClientName& unit) {
    const Unit* known = situation.state.unit(unit);
    if (known == nullptr) return;
    for (const IncidentId& id : known->assigned) {
        const Incident* task = situation.state.incident(id);
        const auto progress =
            task != nullptr ? task->units.find(unit) : std::map<ClientName, UnitProgress>::const_iterator{};
        const bool is_at_work = task != nullptr && progress != task->units.end() &&
                                progress->second.state != UnitState::assigned &&
                                progress->second.state != UnitState::left;
        if (!is_at_work) continue;
        return raise_alarm(
            situation, AlarmKind::silent_unit, unit,
            unit.text + " is stil tijdens inzet (" + std::string(word(progress->second.state)) + "): " + task->title,
            task);
    }
}

void check_in_due(Situation& situation, const ClientName& client) {
    const Unit& unit = *situation.state.unit(client);
    const Incident* task = unit.check_in_task ? situation.state.incident(*unit.check_in_task) : nullptr;
    const Milliseconds grace = situation.organisation.terms.answer_check_in;
    const CompartmentName compartment = situation.organisation.compartment_of(client);
    const IncidentId id = task != nullptr ? task->id : IncidentId{};
    if (unit.is_check_in_asked) {
        raise_alarm(situation, AlarmKind::missed_check_in, client, client.text + " meldt zich niet tijdens inzet",
                    task);
        // Asked again after the same time: the alarm says it once, the unit is not left alone.
        situation.happen(the_hub, CheckInDue{client, id, situation.now + unit.check_in, compartment, false});
        return;
    }
    Order order;
    order.to = {Target::Kind::unit, client.text};
    order.compartment = compartment;
    if (task != nullptr) {
        order.incident = task->id;
        order.compartment = task->compartment;
        order.exercise = task->is_exercise;
    }
    order.priority = 2;
    order.text = "Meld je: alles goed?";
    if (!must_stay_quiet(situation.state, client))
        tell(situation, "check-in/" + client.text + "/" + std::to_string(unit.check_in_due.ms), order);
    situation.happen(the_hub, CheckInDue{client, id, situation.now + grace, compartment});
}

void check_reach(Situation& situation) {
    const std::vector<PolicyName> broken =
        unreached_now({situation.organisation, situation.rules, situation.state, situation.now});
    situation.happen(the_hub, ReachChecked{broken});
    const Category* category = category_of(situation, AlarmKind::broken_reach);
    for (const PolicyName& policy : broken) {
        if (category == nullptr || situation.state.broken_reach.contains(policy)) continue;
        Report report;
        report.category = category->name;
        report.text = "Niemand is bereikbaar voor oproep \"" + policy.text + "\"";
        report.attributes = {{"policy", policy.text}};
        Draft draft = open_alarm(situation, AlarmKind::broken_reach, policy.text, report, {});
        draft.happen(the_hub, AlarmRaised{draft.incident().id, AlarmKind::broken_reach, {}, policy});
        judge(draft, report, the_hub);
    }
}

}  // namespace paraat::core

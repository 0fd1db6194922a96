#include "hub/core/alarms.hpp"

#include <algorithm>

#include "hub/base/digest.hpp"
#include "hub/core/behind.hpp"
#include "hub/core/escalation.hpp"
#include "hub/core/judgement.hpp"
#include "hub/core/people.hpp"
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
    Draft draft(situation);
    open_incident(draft, input, report, *category_of(situation, kind), compartment);
    return draft;
}

bool is_at_work(UnitState state) {
    return state != UnitState::assigned && state != UnitState::left;
}

// The first incident that the unit is at work on; nullptr when there is none.
const Incident* task_of(const State& state, const ClientName& name, const Unit& unit) {
    for (const IncidentId& id : unit.assigned) {
        const Incident* task = state.incident(id);
        if (task == nullptr) continue;
        const auto progress = task->units.find(name);
        if (progress != task->units.end() && is_at_work(progress->second.state)) return task;
    }
    return nullptr;
}

void withdraw_if_standing(Situation& situation, const InstructionId& id) {
    const Instruction* standing = situation.state.instruction(id);
    if (standing != nullptr && !standing->has_ended()) situation.happen(the_hub, InstructionWithdrawn{id, {}});
}

// Whether an alarm says already that nobody is behind a policy. One that somebody closed is not for ever: the hole is
// there still.
bool is_known(const Situation& situation, const PolicyName& policy) {
    const auto alarm = situation.state.broken_reach.find(policy);
    if (alarm == situation.state.broken_reach.end()) return false;
    const Incident* incident = situation.state.incident(alarm->second);
    if (incident == nullptr) return false;
    return !incident->is_closed() || situation.now - incident->ended_at < reach_rests;
}

// The alarm that tells the same people of the same; nullptr when none is open. What only the cleared know of stands for
// nothing that all should know, nor a drill for what is real.
const Incident* standing_alarm(const Situation& situation, AlarmKind kind, const ClientName& about,
                               const Report& report, const CompartmentName& compartment) {
    const Unit* unit = situation.state.unit(about);
    if (unit == nullptr || !unit->alarms.contains(kind)) return nullptr;
    const Incident* standing = situation.state.incident(unit->alarms.at(kind));
    // What it falls silent by after its alarm was joined to something else is an alarm of its own.
    const bool is_one =
        standing != nullptr && !standing->is_closed() && standing->alarm == kind && standing->about == about;
    if (!is_one) return nullptr;
    const bool is_the_same = standing->compartment == compartment && standing->is_exercise == report.exercise;
    return is_the_same ? standing : nullptr;
}

// What somebody took or resolved asks for attention anew, and calls.
void raise_anew(Situation& situation, const Incident& standing, AlarmKind kind, const ClientName& about,
                const std::string& text) {
    const bool calls = standing.is_escalated() && !standing.pauses.contains(PauseKind::silenced);
    if (standing.takes_reports() && calls) return;
    Draft draft(situation, standing);
    if (!standing.takes_reports()) draft.happen(the_hub, Reopened{standing.id, text});
    draft.happen(the_hub, AlarmRaised{standing.id, kind, about, {}});
    for (const Escalation& call : standing.escalations) {
        if (!call.is_running) begin_again(draft, call, {text, "alarm_again", {}});
    }
}

// What a unit is silent in: the silence is real, also where its task is played.
std::string work_of(const Incident* task) {
    return task != nullptr && task->is_exercise ? "een oefening" : "inzet";
}

}  // namespace

void raise_alarm(Situation& situation, AlarmKind kind, const ClientName& about, const std::string& text,
                 const Incident* task) {
    const Category* category = category_of(situation, kind);
    if (category == nullptr) return;
    Report report;
    report.category = category->name;
    report.text = text;
    report.attributes = {{"unit", about.text}};
    if (task != nullptr) report.attributes.emplace_back("task", task->id.text());
    const ObservedUnit* seen = situation.observed.unit(about);
    if (seen != nullptr && !situation.state.is_off_duty(about)) report.position = seen->position;
    // What names covert work is told to those only who know of it.
    const CompartmentName of_task = task != nullptr ? task->compartment : CompartmentName{};
    const CompartmentName compartment = of_task.empty() ? situation.organisation.compartment_of(about) : of_task;
    const Incident* standing = standing_alarm(situation, kind, about, report, compartment);
    if (standing != nullptr) return raise_anew(situation, *standing, kind, about, text);
    Draft draft = open_alarm(situation, kind, about.text, report, compartment);
    draft.happen(the_hub, AlarmRaised{draft.incident().id, kind, about, {}});
    const DivisionName own = situation.organisation.division_of(about);
    if (!own.empty()) route(draft, the_hub, own, {}, {"it is about " + about.text, "about", {{"unit", about.text}}});
    judge(draft, report, the_hub);
}

namespace {

void tell_of_silence(Situation& situation, const ClientName& unit, const Unit& known, const Incident& task) {
    const bool is_unheard = known.presence == PresenceState::unknown;
    const std::string how = is_unheard ? " is niet gehoord sinds de hub startte, tijdens " : " is stil tijdens ";
    raise_alarm(
        situation, AlarmKind::silent_unit, unit,
        unit.text + how + work_of(&task) + " (" + std::string(word(task.units.at(unit).state)) + "): " + task.title,
        &task);
}

}  // namespace

void note_return(Situation& situation, const ClientName& client) {
    const Unit* unit = situation.state.unit(client);
    const bool was_away =
        unit != nullptr && (unit->presence == PresenceState::lost || unit->presence == PresenceState::unknown);
    if (!was_away) return;
    const auto silent = unit->alarms.find(AlarmKind::silent_unit);
    if (silent != unit->alarms.end()) {
        situation.happen(the_hub, NoteAdded{silent->second, client.text + " is heard again"});
    }
}

void follow_silence(Situation& situation, const ClientName& unit) {
    const Unit* known = situation.state.unit(unit);
    const Incident* task = known != nullptr ? task_of(situation.state, unit, *known) : nullptr;
    if (task != nullptr) tell_of_silence(situation, unit, *known, *task);
}

void follow_silence_in(Situation& situation, const Incident& task) {
    for (const auto& [unit, progress] : task.units) {
        const Unit* known = situation.state.unit(unit);
        const bool is_silent = known != nullptr && known->duty != Duty::off && !can_read(situation, unit);
        if (is_silent && is_at_work(progress.state)) tell_of_silence(situation, unit, *known, task);
    }
}

void expect_who_is_needed(const State& state, Observed& observed, Instant now) {
    observed.was_deaf_until(now);
    for (const auto& [name, unit] : state.units) {
        if (task_of(state, name, unit) != nullptr) observed.expect(name, now);
    }
    for (const auto& [id, order] : state.instructions) {
        if (!order.must_reach || order.has_ended()) continue;
        for (const ClientName& client : order.addressees) observed.expect(client, now);
    }
}

void check_in_due(Situation& situation, const ClientName& client) {
    const Unit& unit = *situation.state.unit(client);
    const Incident* task = unit.check_in_task ? situation.state.incident(*unit.check_in_task) : nullptr;
    const Milliseconds grace = situation.organisation.terms.answer_check_in;
    const CompartmentName compartment = situation.organisation.compartment_of(client);
    const IncidentId id = task != nullptr ? task->id : IncidentId{};
    if (unit.is_check_in_asked) {
        // While the hub hears nobody, an answer may wait at the broker.
        const Instant answer_by = situation.observed.deaf_until() + grace;
        if (answer_by > situation.now) {
            situation.happen(the_hub, CheckInDue{client, id, answer_by, compartment, true, unit.check_in_question});
            return;
        }
        raise_alarm(situation, AlarmKind::missed_check_in, client,
                    client.text + " meldt zich niet tijdens " + work_of(task), task);
        // Asked again after the same time: the alarm says it once, the unit is not left alone.
        situation.happen(
            the_hub, CheckInDue{client, id, situation.now + unit.check_in, compartment, false, unit.check_in_question});
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
    std::optional<InstructionId> question = unit.check_in_question;
    if (!must_stay_quiet(situation.state, client)) {
        const auto asked =
            tell(situation, "check-in/" + client.text + "/" + std::to_string(unit.check_in_due.ms), order);
        if (asked && question) withdraw_if_standing(situation, *question);
        if (asked) question = asked;
    }
    situation.happen(the_hub, CheckInDue{client, id, situation.now + grace, compartment, true, question});
}

void note_word(Situation& situation, const ClientName& client) {
    const Unit* unit = situation.state.unit(client);
    const auto& events = situation.outcome.events;
    const bool has_spoken = std::any_of(events.begin(), events.end(), [&](const Event& event) {
        return event.by == client && is_own_deed(event.body);
    });
    if (unit == nullptr || !has_spoken) return;
    const auto answers_it = [&](const Event& event) {
        const auto* answered = std::get_if<InstructionAnswered>(&event.body);
        return answered != nullptr && answered->instruction == unit->check_in_question;
    };
    const bool is_answered = std::any_of(events.begin(), events.end(), answers_it);
    if (unit->check_in_question && !is_answered) withdraw_if_standing(situation, *unit->check_in_question);
    const auto missed = unit->alarms.find(AlarmKind::missed_check_in);
    const Incident* alarm = missed == unit->alarms.end() ? nullptr : situation.state.incident(missed->second);
    const bool is_first = alarm != nullptr && unit->said_at <= alarm->opened_at;
    if (is_first) situation.happen(the_hub, NoteAdded{alarm->id, client.text + " says something again"});
}

void check_reach(Situation& situation) {
    const std::vector<PolicyName> broken =
        unreached_now({situation.organisation, situation.rules, situation.state, situation.now});
    situation.happen(the_hub, ReachChecked{broken});
    for (const auto& [policy, id] : situation.state.broken_reach) {
        const Incident* alarm = situation.state.incident(id);
        const bool is_mended = std::count(broken.begin(), broken.end(), policy) == 0;
        if (is_mended && alarm != nullptr && !alarm->is_closed()) {
            situation.happen(the_hub, NoteAdded{id, "somebody is there again for " + policy.text});
        }
    }
    const Category* category = category_of(situation, AlarmKind::broken_reach);
    for (const PolicyName& policy : broken) {
        if (category == nullptr || is_known(situation, policy)) continue;
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

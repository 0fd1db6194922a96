#include "hub/core/people.hpp"

#include <algorithm>

#include "hub/core/tasks.hpp"

namespace paraat::core {
namespace {

constexpr Milliseconds reach_looked_at_after = std::chrono::seconds{1};

void index(State& state, const ClientName& client, const Unit& unit) {
    const bool ends = unit.shift && unit.shift->until && !unit.shift->has_overrun;
    state.timers.set({TimerKey::Of::shifts, {}, client}, ends ? *unit.shift->until : never);
    index_check_in(state, client, unit);
}

void index_exercises(State& state) {
    Instant due = never;
    for (const auto& [name, exercise] : state.exercises) due = std::min(due, exercise.until);
    state.timers.set({TimerKey::Of::exercises, {}}, due);
}

void index_absences(State& state) {
    const bool is_any = !state.gone.empty() || !state.gone_covertly.empty();
    state.timers.set({TimerKey::Of::absences, {}}, is_any ? Instant{0} : never);
}

class People {
public:
    People(State& state, const Event& event) : state_(state), event_(event) {}

    void operator()(const HubStarted&) {
        for (auto& [name, unit] : state_.units) {
            unit.presence = PresenceState::unknown;
            unit.presence_reason = PresenceReason::unheard;
            // It may have been let go meanwhile; while its panic is open, that it is held is no news.
            if (!unit.panic) unit.press.forget();
        }
    }
    void operator()(const StatusReported& event) {
        Unit& unit = state_.units[event.unit];
        if (event.status) report_duty(event.unit, unit, *event.status != UnitStatus::off_duty);
        // Since when, not how often it was said.
        if (event.status && unit.status != event.status) {
            unit.status = event.status;
            unit.status_at = event_.at;
        }
        if (event.sent_at) unit.status_sent_at = event.sent_at;
        unit.incident = event.incident;
        unit.press.hear(event.panic, event.sent_at.value_or(event_.at), never);
    }
    void operator()(const ButtonHeard& event) {
        Unit& unit = state_.units[event.unit];
        unit.press.hear(event.is_pressed, event.sent_at, unit.status_sent_at.value_or(event_.at));
    }
    void operator()(const SessionContested& event) { state_.units[event.client].contested_session = event.session; }
    void operator()(const PanicRaised& event) { state_.units[event.unit].panic = event.incident; }
    void operator()(const Closed& event) {
        for (auto offer = state_.handovers.begin(); offer != state_.handovers.end();) {
            const bool had = offer->second.incidents.erase(event.incident) > 0;
            const bool is_empty = offer->second.incidents.empty() && offer->second.instructions.empty();
            const ClientName from = offer->first;
            ++offer;
            if (had && is_empty) forget_handover(from);
        }
        const bool is_hole = std::any_of(state_.broken_reach.begin(), state_.broken_reach.end(),
                                         [&](const auto& alarm) { return alarm.second == event.incident; });
        if (is_hole) set_reach_due(std::min(state_.reach_due, event_.at + reach_rests));
        for (auto& [name, unit] : state_.units) {
            if (unit.panic == event.incident) unit.panic = open_panic_of(name);
            leave(unit, event.incident);
            unit.concerned.erase(event.incident);
            erase_if(unit.alarms, [&](const auto& alarm) { return alarm.second == event.incident; });
            if (!unit.alarms.contains(AlarmKind::contested_session)) unit.contested_session = 0;
            leave_task(state_, name, event.incident, event_.at);
        }
    }
    void operator()(const Assigned& event) {
        if (!event.unit.empty()) state_.units[event.unit].assigned.insert(event.incident);
    }
    void operator()(const Unassigned& event) {
        if (event.unit.empty()) return;
        leave(state_.units[event.unit], event.incident);
        leave_task(state_, event.unit, event.incident, event_.at);
    }
    void operator()(const UnitProgressed& event) {
        Unit& unit = state_.units[event.unit];
        if (event.state == UnitState::left) {
            leave(unit, event.incident);
        } else {
            unit.assigned.insert(event.incident);
        }
        follow_task(state_, event, event_.at);
    }
    void operator()(const CheckInSet& event) { follow_task(state_, event, event_.at); }
    void operator()(const Reopened& event) {
        for (const auto& [name, progress] : state_.incidents.at(event.incident).units) {
            if (progress.state == UnitState::left) continue;
            state_.units[name].assigned.insert(event.incident);
            take_up_task(state_, name, event_.at);
        }
        const Incident& incident = state_.incidents.at(event.incident);
        for (const Escalation& call : incident.escalations) {
            if (!call.acked_by.empty()) took(call.acked_by, event.incident);
        }
        // One that began since is the one to follow.
        if (!incident.panic_of.empty()) {
            std::optional<IncidentId>& panic = state_.units[incident.panic_of].panic;
            panic = panic.value_or(event.incident);
        }
        if (incident.alarm && !incident.about.empty()) {
            state_.units[incident.about].alarms.try_emplace(*incident.alarm, event.incident);
        }
    }
    void operator()(const Absorbed& event) {
        // Where it is looked for now.
        for (auto& [name, unit] : state_.units) {
            for (auto& [kind, alarm] : unit.alarms) {
                if (event.is_all && alarm == event.from) alarm = event.incident;
            }
        }
        for (const Escalation& call : event.answered) {
            if (!call.acked_by.empty()) took(call.acked_by, event.incident);
        }
        for (const auto& [name, progress] : event.units) {
            if (progress.state == UnitState::left) continue;
            Unit& unit = state_.units[name];
            unit.assigned.insert(event.incident);
            if (unit.incident == event.from) unit.incident = event.incident;
            if (unit.check_in_task == event.from) unit.check_in_task = event.incident;
        }
    }
    void operator()(const PresenceChanged& event) {
        Unit& unit = state_.units[event.client];
        const bool is_lost = event.presence == PresenceState::lost && unit.presence != PresenceState::lost;
        const bool is_back = event.presence == PresenceState::online && unit.presence == PresenceState::lost;
        unit.presence = event.presence;
        unit.presence_reason = event.reason;
        if (is_lost) unit.press.forget();
        if (is_lost) follow(event.client, unit);
        if (is_back) came_back(event.client, unit);
        if (event.session != 0) unit.session = event.session;
    }
    void operator()(const ShiftStarted& event) {
        Unit& unit = state_.units[event.client];
        const bool was_off = unit.status == UnitStatus::off_duty;
        const bool is_in_other_role = !event.role.empty() && (!unit.shift || unit.shift->role != event.role);
        unit.duty = Duty::on;
        unit.shift = Shift{event.role, event_.at, event.until};
        if (was_off) set_status(unit, UnitStatus::available);
        came_back(event.client, unit);
        // What it was asked as another waits for it no more.
        if (is_in_other_role) follow(event.client, unit);
        index(state_, event.client, unit);
    }
    void operator()(const ShiftEnded& event) {
        Unit& unit = state_.units[event.client];
        if (unit.status) set_status(unit, UnitStatus::off_duty);
        unit.incident.reset();
        report_duty(event.client, unit, false);
    }
    void operator()(const Appointed& event) {
        if (event.as) {
            state_.appointments[event.account] = *event.as;
        } else {
            state_.appointments.erase(event.account);
        }
        // What it was asked as another waits for it no more.
        const auto known = state_.units.find(event.account);
        if (known != state_.units.end()) follow(event.account, known->second);
        look_at_reach();
    }
    void operator()(const ShiftOverran& event) {
        Unit& unit = state_.units[event.client];
        if (unit.shift) unit.shift->has_overrun = true;
        index(state_, event.client, unit);
    }
    void operator()(const AbsenceFollowed& event) {
        (event.is_covert ? state_.gone_covertly : state_.gone).erase(event.client);
        index_gone();
    }
    void operator()(const HandoverOffered& event) {
        state_.handovers[event.from] = {event.to,
                                        {event.incidents.begin(), event.incidents.end()},
                                        event.instructions,
                                        event.text,
                                        event.accept_by};
        state_.timers.set({TimerKey::Of::handovers, {}, event.from}, event.accept_by);
    }
    void operator()(const HandoverAccepted& event) { forget_handover(event.from); }
    void operator()(const HandoverLapsed& event) {
        forget_handover(event.from);
        // It waited for the next to take over; now nobody does.
        if (state_.is_off_duty(event.from)) follow(event.from, state_.units.at(event.from));
    }
    void operator()(const AlarmRaised& event) {
        if (!event.client.empty()) state_.units[event.client].alarms[event.kind] = event.incident;
        if (!event.policy.empty()) state_.broken_reach[event.policy] = event.incident;
    }
    void operator()(const CheckInDue& event) {
        Unit& unit = state_.units[event.client];
        unit.is_check_in_asked = event.is_asked;
        unit.check_in_question = event.question;
        unit.check_in_due = event.answer_by;
        index(state_, event.client, unit);
    }
    void operator()(const ReachChecked& event) {
        std::erase_if(state_.broken_reach, [&](const auto& alarm) {
            return std::count(event.broken.begin(), event.broken.end(), alarm.first) == 0;
        });
        set_reach_due(never);
    }
    void operator()(const ExerciseStarted& event) {
        state_.exercises[event.exercise] = {event_.by,          event_.at,     event.until,
                                            event.participants, event.targets, event.text};
        index_exercises(state_);
    }
    void operator()(const ExerciseEnded& event) {
        state_.exercises.erase(event.exercise);
        index_exercises(state_);
    }
    void operator()(const HandedOver& event) {
        concern(event_.by, event.incident);
        if (const auto offer = state_.handovers.find(event.from); offer != state_.handovers.end()) {
            offer->second.incidents.erase(event.incident);
        }
    }
    void operator()(const EscalationStepped& event) {
        for (const AskedBehind& asked : *event.asked) {
            // It may have gone off duty by the very message that had it asked.
            for (const ClientName& client : asked.clients) took(client, event.incident);
        }
    }
    void operator()(const Acknowledged& event) { took(event_.by, event.incident); }
    void operator()(const Paused& event) { took(event_.by, event.incident); }
    void operator()(const Claimed& event) { took(event_.by, event.incident); }
    void operator()(const NoticeGiven& event) { concern(event.client, event.incident); }
    void operator()(const UnitPlaced& event) {
        if (event.to.division.empty()) {
            state_.places.erase(event.unit);
        } else {
            state_.places[event.unit] = event.to;
        }
    }
    template <class Other>
    void operator()(const Other&) {}

    // It said something of its own: what it must say next on its task is so much later.
    void spoke(const ClientName& client) {
        const auto known = state_.units.find(client);
        if (known == state_.units.end()) return;
        known->second.said_at = event_.at;
        put_off_check_in(state_, client, event_.at);
    }

private:
    void concern(const ClientName& client, const IncidentId& incident) {
        if (!state_.incidents.at(incident).is_closed()) state_.units[client].concerned.insert(incident);
    }
    // The newest, where several were opened again.
    std::optional<IncidentId> open_panic_of(const ClientName& unit) const {
        std::optional<IncidentId> newest;
        for (const auto& [id, incident] : state_.incidents) {
            if (incident.panic_of == unit && !incident.is_closed()) newest = id;
        }
        return newest;
    }
    // It has a part in what is open now; off duty, it cannot keep that.
    void took(const ClientName& client, const IncidentId& incident) {
        concern(client, incident);
        const bool is_covert = is_covert_work(state_.incidents.at(incident));
        if (state_.units[client].duty == Duty::off) (is_covert ? state_.gone_covertly : state_.gone).insert(client);
        index_gone();
    }
    void set_status(Unit& unit, UnitStatus status) const {
        unit.status = status;
        unit.status_at = event_.at;
    }
    // Off duty: nobody counts on it any more. Back on duty: a shift that it began goes on.
    void report_duty(const ClientName& client, Unit& unit, bool is_on) {
        const bool was_on = unit.duty != Duty::off;
        unit.duty = is_on ? Duty::on : Duty::off;
        if (is_on == was_on) return;
        if (is_on) {
            came_back(client, unit);
        } else {
            unit.shift.reset();
            index(state_, client, unit);
            follow(client, unit);
        }
    }
    // Its calls are looked at, with that in the state.
    void follow(const ClientName& client, const Unit& unit) {
        look_at_reach();
        const bool is_offered = std::any_of(state_.handovers.begin(), state_.handovers.end(),
                                            [&](const auto& offer) { return offer.second.to == client; });
        if (is_offered || has_part(client, unit, Work::open)) state_.gone.insert(client);
        if (has_part(client, unit, Work::covert)) state_.gone_covertly.insert(client);
        index_gone();
    }
    enum class Work { open, covert };
    template <class Noun>
    static bool is_covert_work(const Noun& noun) {
        return !noun.compartment.empty();
    }
    // Whether what it leaves is to be looked at in such work.
    bool has_part(const ClientName& client, const Unit& unit, Work work) const {
        const auto is_of_it = [&](const auto& noun) { return is_covert_work(noun) == (work == Work::covert); };
        const bool is_concerned = std::any_of(unit.concerned.begin(), unit.concerned.end(),
                                              [&](const IncidentId& id) { return is_of_it(state_.incidents.at(id)); });
        // Something is asked of it that it did not answer, or did not say to be done.
        const auto is_ordered = [&](const auto& entry) {
            const Instruction& order = entry.second;
            return is_of_it(order) && (order.waits_for(client) || order.is_being_done_by(client));
        };
        // The last of a team that is sent somewhere goes home with it.
        const auto may_be_last = [&](const auto& entry) {
            const Incident& incident = entry.second;
            return is_of_it(incident) && !incident.teams.empty() && !incident.is_closed();
        };
        return is_concerned || std::any_of(state_.instructions.begin(), state_.instructions.end(), is_ordered) ||
               (unit.duty == Duty::off && std::any_of(state_.incidents.begin(), state_.incidents.end(), may_be_last));
    }
    // On duty with a device that is lost, or heard off duty, it is gone still.
    void came_back(const ClientName& client, const Unit& unit) {
        if (unit.duty != Duty::off && unit.presence != PresenceState::lost) {
            state_.gone.erase(client);
            state_.gone_covertly.erase(client);
            // Something that must be known may have waited for it.
            if (is_word_unread(Work::open)) state_.gone.insert(client);
            if (is_word_unread(Work::covert)) state_.gone_covertly.insert(client);
            index_gone();
        }
        look_at_reach();
    }
    bool is_word_unread(Work work) const {
        return std::any_of(state_.instructions.begin(), state_.instructions.end(), [&](const auto& entry) {
            const Instruction& order = entry.second;
            if (is_covert_work(order) != (work == Work::covert)) return false;
            return order.must_reach && !order.has_ended() && order.state < InstructionState::read;
        });
    }
    void index_gone() { index_absences(state_); }
    // Of somebody who works covertly; open work does not count on it.
    bool is_of_covert_client() const {
        return std::visit(
            [](const auto& event) {
                if constexpr (requires { event.compartment.empty(); }) {
                    return !event.compartment.empty();
                } else {
                    return false;
                }
            },
            event_.body);
    }
    // Many come and go together: it is looked at once, a little later. The moment would tell of who works covertly.
    void look_at_reach() {
        if (is_of_covert_client()) return;
        if (state_.reach_due == never) set_reach_due(event_.at + reach_looked_at_after);
    }
    void set_reach_due(Instant due) {
        state_.reach_due = due;
        state_.timers.set({TimerKey::Of::reach, {}}, due);
    }
    void forget_handover(const ClientName& from) {
        state_.handovers.erase(from);
        state_.timers.set({TimerKey::Of::handovers, {}, from}, never);
    }
    static void leave(Unit& unit, const IncidentId& incident) {
        unit.assigned.erase(incident);
        if (unit.incident == incident) unit.incident.reset();
    }

    State& state_;
    const Event& event_;
};

}  // namespace

// Whether who made it happen did something of his own by it.
bool is_own_deed(const EventBody& body) {
    const auto* answered = std::get_if<InstructionAnswered>(&body);
    if (answered != nullptr) return answered->answer >= Answer::acknowledged;
    return std::holds_alternative<StatusReported>(body) || std::holds_alternative<ReportReceived>(body) ||
           std::holds_alternative<Acknowledged>(body) || std::holds_alternative<Declined>(body) ||
           std::holds_alternative<NoteAdded>(body);
}

void follow_people(State& state, const Event& event) {
    People people(state, event);
    std::visit(people, event.body);
    if (is_own_deed(event.body)) people.spoke(event.by);
}

void index_people(State& state) {
    for (const auto& [client, unit] : state.units) index(state, client, unit);
    for (const auto& [from, offer] : state.handovers) {
        state.timers.set({TimerKey::Of::handovers, {}, from}, offer.accept_by);
    }
    index_absences(state);
    state.timers.set({TimerKey::Of::reach, {}}, state.reach_due);
    index_exercises(state);
}

}  // namespace paraat::core

#include <algorithm>

#include "hub/core/archive.hpp"
#include "hub/core/plain_fields.hpp"
#include "hub/core/state.hpp"

namespace paraat::core {
namespace {

// Where what is derived from an incident follows it.
void index(State& state, const Incident& incident) {
    state.timers.set({TimerKey::Of::pauses, incident.id.ulid}, incident.next_pause());
    state.timers.set({TimerKey::Of::escalations, incident.id.ulid}, incident.next_due());
    state.timers.set({TimerKey::Of::claims, incident.id.ulid}, incident.claimed_until);
    state.timers.set({TimerKey::Of::retirement, incident.id.ulid},
                     incident.is_closed() ? incident.ended_at + retired_after : never);
    state.timers.set({TimerKey::Of::waits, incident.id.ulid}, incident.next_wait());
    if (incident.position) {
        state.grid.put(incident);
    } else {
        state.grid.remove(incident.id);
    }
    state.marks.put(incident);
}

void index(State& state, const Instruction& instruction) {
    state.timers.set({TimerKey::Of::instruction, instruction.id.ulid}, instruction.next_due());
    state.timers.set({TimerKey::Of::retirement, instruction.id.ulid},
                     instruction.has_ended() ? instruction.ended_at + retired_after : never);
}

void index(State& state, const RulesInForce& rules) {
    state.timers.set({TimerKey::Of::silences, {}}, rules.next_due());
}

void forget(State& state, const Ulid& subject) {
    for (int of = 0; of <= static_cast<int>(TimerKey::last); ++of) {
        state.timers.set({static_cast<TimerKey::Of>(of), subject}, never);
    }
}

void index(State& state, const ClientName& client, const Unit& unit) {
    const bool ends = unit.shift && unit.shift->until && !unit.shift->has_overrun;
    state.timers.set({TimerKey::Of::shifts, {}, client}, ends ? *unit.shift->until : never);
    state.timers.set({TimerKey::Of::check_ins, {}, client}, unit.check_in_due);
}

void index_people(State& state) {
    for (const auto& [client, unit] : state.units) index(state, client, unit);
    for (const auto& [from, offer] : state.handovers) {
        state.timers.set({TimerKey::Of::handovers, {}, from}, offer.accept_by);
    }
    state.timers.set({TimerKey::Of::absences, {}}, state.gone.empty() ? never : Instant{0});
    state.timers.set({TimerKey::Of::reach, {}}, state.reach_due);
}

constexpr Milliseconds reach_looked_at_after = std::chrono::seconds{1};

class Evolution {
public:
    Evolution(State& state, const Event& event) : state_(state), event_(event) {}

    // Whoever did something of his own is alive to it.
    void note_speaker() {
        const bool is_own =
            std::holds_alternative<StatusReported>(event_.body) ||
            std::holds_alternative<ReportReceived>(event_.body) || std::holds_alternative<Acknowledged>(event_.body) ||
            std::holds_alternative<Declined>(event_.body) || std::holds_alternative<NoteAdded>(event_.body);
        const auto* answered = std::get_if<InstructionAnswered>(&event_.body);
        const bool is_answer = answered != nullptr && answered->answer >= Answer::acknowledged;
        if (is_own || is_answer) spoke(event_.by);
    }

    void operator()(const HubStarted&) {
        for (auto& [name, unit] : state_.units) {
            unit.presence = PresenceState::unknown;
            unit.presence_reason = PresenceReason::unheard;
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
        unit.is_pressing = event.panic;
    }
    void operator()(const PanicRaised& event) {
        state_.units[event.unit].panic = event.incident;
        change(event.incident);
    }
    void operator()(const Closed& event) {
        change(event.incident);
        for (auto offer = state_.handovers.begin(); offer != state_.handovers.end();) {
            const bool had = offer->second.incidents.erase(event.incident) > 0;
            const bool is_empty = offer->second.incidents.empty() && offer->second.instructions.empty();
            const ClientName from = offer->first;
            ++offer;
            if (had && is_empty) forget_handover(from);
        }
        for (auto& [name, unit] : state_.units) {
            if (unit.panic == event.incident) unit.panic.reset();
            leave(unit, event.incident);
            unit.concerned.erase(event.incident);
            std::erase_if(unit.alarms, [&](const auto& alarm) { return alarm.second == event.incident; });
            if (unit.check_in_task == event.incident) {
                end_task(unit);
                index(state_, name, unit);
            }
        }
    }
    void operator()(const Assigned& event) {
        change(event.incident);
        if (!event.unit.empty()) state_.units[event.unit].assigned.insert(event.incident);
    }
    void operator()(const Unassigned& event) {
        change(event.incident);
        if (event.unit.empty()) return;
        Unit& unit = state_.units[event.unit];
        leave(unit, event.incident);
        if (unit.check_in_task == event.incident) end_task(unit);
        index(state_, event.unit, unit);
    }
    void operator()(const UnitProgressed& event) {
        change(event.incident);
        Unit& unit = state_.units[event.unit];
        if (event.state == UnitState::left) {
            leave(unit, event.incident);
        } else {
            unit.assigned.insert(event.incident);
        }
        follow_task(event, unit);
    }
    void operator()(const Reopened& event) {
        change(event.incident);
        for (const auto& [name, progress] : state_.incidents.at(event.incident).units) {
            if (progress.state != UnitState::left) state_.units[name].assigned.insert(event.incident);
        }
    }
    void operator()(const Absorbed& event) {
        change(event.incident);
        for (const auto& [name, progress] : event.units) {
            if (progress.state == UnitState::left) continue;
            Unit& unit = state_.units[name];
            unit.assigned.insert(event.incident);
            if (unit.incident == event.from) unit.incident = event.incident;
        }
    }
    void operator()(const RulesChanged& event) {
        RulesInForce& rules = state_.rules;
        rules.is_pinned = event.how == RulesChange::rollback;
        // What stays as it was is not told of again.
        const auto is_new = [&](const RuleName& rule) {
            const auto same = [&](const Silence& silence) {
                return silence.rule == rule && std::count(rules.silences.begin(), rules.silences.end(), silence) > 0;
            };
            return std::none_of(event.silences.begin(), event.silences.end(), same);
        };
        std::erase_if(rules.told_of_end, is_new);
        std::erase_if(rules.told_of_being_over, is_new);
        // What was over before this set came was never in force by it.
        for (const Silence& silence : event.silences) {
            const bool was_there = std::count(rules.silences.begin(), rules.silences.end(), silence) > 0;
            if (!was_there && silence.until <= event_.at) rules.told_of_being_over.insert(silence.rule);
        }
        rules.silences = event.silences;
        index(state_, rules);
        look_at_what_is_held();
        if (event.version == rules.version) return;
        if (event.how == RulesChange::rollback) {
            if (!rules.before.empty()) rules.before.pop_back();
        } else if (!rules.version.empty()) {
            rules.before.push_back(rules.version);
            if (rules.before.size() > rules_before_most) rules.before.erase(rules.before.begin());
        }
        rules.version = event.version;
    }
    void operator()(const SilenceTold& event) {
        RulesInForce& rules = state_.rules;
        rules.told_of_end.insert(event.rule);
        if (event.is_over) rules.told_of_being_over.insert(event.rule);
        index(state_, rules);
    }
    void operator()(const PresenceChanged& event) {
        Unit& unit = state_.units[event.client];
        const bool is_lost = event.presence == PresenceState::lost && unit.presence != PresenceState::lost;
        const bool is_back = event.presence == PresenceState::online && unit.presence == PresenceState::lost;
        unit.presence = event.presence;
        unit.presence_reason = event.reason;
        if (is_lost) follow(event.client, unit);
        if (is_back) came_back(event.client);
        if (event.session != 0) unit.session = event.session;
    }
    void operator()(const ShiftStarted& event) {
        Unit& unit = state_.units[event.client];
        const bool was_off = unit.status == UnitStatus::off_duty;
        unit.duty = Duty::on;
        unit.shift = Shift{event.role, event_.at, event.until};
        if (was_off) set_status(unit, UnitStatus::available);
        came_back(event.client);
        index(state_, event.client, unit);
    }
    void operator()(const ShiftEnded& event) {
        Unit& unit = state_.units[event.client];
        if (unit.status) set_status(unit, UnitStatus::off_duty);
        report_duty(event.client, unit, false);
    }
    void operator()(const ShiftOverran& event) {
        Unit& unit = state_.units[event.client];
        if (unit.shift) unit.shift->has_overrun = true;
        index(state_, event.client, unit);
    }
    void operator()(const AbsenceFollowed& event) {
        state_.gone.erase(event.client);
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
    void operator()(const PanicCancelled& event) { change(event.incident); }
    void operator()(const AlarmRaised& event) {
        change(event.incident);
        if (!event.client.empty()) state_.units[event.client].alarms[event.kind] = event.incident;
        if (!event.policy.empty()) state_.broken_reach[event.policy] = event.incident;
    }
    void operator()(const CheckInDue& event) {
        Unit& unit = state_.units[event.client];
        unit.is_check_in_asked = true;
        unit.check_in_due = event.answer_by;
        index(state_, event.client, unit);
    }
    void operator()(const ReachChecked& event) {
        std::erase_if(state_.broken_reach, [&](const auto& alarm) {
            return std::count(event.broken.begin(), event.broken.end(), alarm.first) == 0;
        });
        set_reach_due(never);
    }
    void operator()(const HandedOver& event) {
        change(event.incident);
        concern(event_.by, event.incident);
        if (const auto offer = state_.handovers.find(event.from); offer != state_.handovers.end()) {
            offer->second.incidents.erase(event.incident);
        }
    }
    void operator()(const EscalationStepped& event) {
        change(event.incident);
        for (const AskedBehind& asked : event.asked) {
            for (const ClientName& client : asked.clients) concern(client, event.incident);
        }
    }
    void operator()(const Acknowledged& event) {
        change(event.incident);
        concern(event_.by, event.incident);
    }
    void operator()(const Paused& event) {
        change(event.incident);
        concern(event_.by, event.incident);
    }
    void operator()(const Claimed& event) {
        change(event.incident);
        concern(event_.by, event.incident);
    }
    void operator()(const NoticeGiven& event) {
        change(event.incident);
        concern(event.client, event.incident);
    }
    void operator()(const IncidentRetired& event) {
        state_.grid.remove(event.incident);
        state_.marks.remove(event.incident);
        state_.incidents.erase(event.incident);
        forget(state_, event.incident.ulid);
    }
    void operator()(const UnitPlaced& event) {
        if (event.to.division.empty()) {
            state_.places.erase(event.unit);
        } else {
            state_.places[event.unit] = event.to;
        }
    }
    void operator()(const InstructionIssued& event) {
        if (event.incident) change(*event.incident);
        change(event.instruction);
    }
    void operator()(const InstructionRetired& event) {
        state_.instructions.erase(event.instruction);
        forget(state_, event.instruction.ulid);
    }
    template <class OfOne>
    void operator()(const OfOne& event) {
        if constexpr (requires { event.instruction; }) {
            change(event.instruction);
        } else {
            change(event.incident);
        }
    }

private:
    void concern(const ClientName& client, const IncidentId& incident) {
        if (!state_.incidents.at(incident).is_closed()) state_.units[client].concerned.insert(incident);
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
            came_back(client);
        } else {
            unit.shift.reset();
            index(state_, client, unit);
            follow(client, unit);
        }
    }
    // Its calls are looked at, with that in the state.
    void follow(const ClientName& client, const Unit& unit) {
        look_at_reach();
        if (unit.concerned.empty()) return;
        state_.gone.insert(client);
        index_gone();
    }
    void came_back(const ClientName& client) {
        state_.gone.erase(client);
        index_gone();
        look_at_reach();
    }
    void index_gone() { state_.timers.set({TimerKey::Of::absences, {}}, state_.gone.empty() ? never : Instant{0}); }
    // Many come and go together: it is looked at once, a little later.
    void look_at_reach() {
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
    // It said something of its own: what it must say next on its task is so much later.
    void spoke(const ClientName& client) {
        const auto known = state_.units.find(client);
        if (known == state_.units.end()) return;
        Unit& unit = known->second;
        unit.said_at = event_.at;
        if (unit.check_in_due == never) return;
        unit.is_check_in_asked = false;
        unit.check_in_due = event_.at + unit.check_in;
        index(state_, client, unit);
    }
    void follow_task(const UnitProgressed& event, Unit& unit) {
        const bool is_at_work = event.state == UnitState::en_route || event.state == UnitState::on_scene;
        if (is_at_work && event.check_in > Milliseconds{0}) {
            unit.check_in_task = event.incident;
            unit.check_in = event.check_in;
            unit.is_check_in_asked = false;
            unit.check_in_due = event_.at + event.check_in;
        } else if (!is_at_work && unit.check_in_task == event.incident) {
            end_task(unit);
        }
        index(state_, event.unit, unit);
    }
    static void end_task(Unit& unit) {
        unit.check_in_task.reset();
        unit.check_in_due = never;
        unit.is_check_in_asked = false;
    }
    static void leave(Unit& unit, const IncidentId& incident) {
        unit.assigned.erase(incident);
        if (unit.incident == incident) unit.incident.reset();
    }
    // The rules that hold calls back are others now.
    void look_at_what_is_held() {
        for (auto& [id, incident] : state_.incidents) {
            for (auto& [policy, call] : incident.held) call.look_at = event_.at;
            if (!incident.held.empty()) index(state_, incident);
        }
    }
    void change(const IncidentId& id) {
        Incident& incident = state_.incidents[id];
        incident.id = id;
        apply(incident, event_.body, event_.at, event_.by);
        index(state_, incident);
    }
    void change(const InstructionId& id) {
        Instruction& instruction = state_.instructions[id];
        instruction.id = id;
        apply(instruction, event_.body, event_.at, event_.by);
        index(state_, instruction);
    }

    State& state_;
    const Event& event_;
};

}  // namespace

State::State() = default;
State::State(const State& other)
    : incidents(other.incidents),
      instructions(other.instructions),
      units(other.units),
      places(other.places),
      rules(other.rules),
      handovers(other.handovers),
      broken_reach(other.broken_reach),
      reach_due(other.reach_due),
      gone(other.gone),
      timers(other.timers),
      marks(other.marks) {
    for (const auto& [id, incident] : incidents) {
        if (incident.position) grid.put(incident);
    }
}
State::State(State&& other) noexcept = default;
State& State::operator=(const State& other) {
    State copy(other);
    return *this = std::move(copy);
}
State& State::operator=(State&& other) noexcept = default;
State::~State() = default;

Instant RulesInForce::next_due() const {
    Instant due = never;
    for (const Silence& silence : silences) {
        if (told_of_being_over.contains(silence.rule)) continue;
        const bool knows = told_of_end.contains(silence.rule);
        due = std::min(due, knows ? silence.until : silence.until - silence.tell_before);
    }
    return due;
}

const Incident* State::incident(const IncidentId& id) const {
    const auto found = incidents.find(id);
    return found == incidents.end() ? nullptr : &found->second;
}
const Instruction* State::instruction(const InstructionId& id) const {
    const auto found = instructions.find(id);
    return found == instructions.end() ? nullptr : &found->second;
}
const Unit* State::unit(const ClientName& name) const {
    const auto found = units.find(name);
    return found == units.end() ? nullptr : &found->second;
}

bool State::is_off_duty(const ClientName& name) const {
    const Unit* known = unit(name);
    return known != nullptr && known->duty == Duty::off;
}
void evolve(State& state, const Event& event) {
    Evolution evolution(state, event);
    std::visit(evolution, event.body);
    evolution.note_speaker();
}

std::string encode(const State& state) {
    return Encoder::bytes_of(state);
}

Result<State> decode_state(std::string_view bytes) {
    State state;
    if (!Decoder::take(bytes, state)) return Error{"damaged", "", "the bytes of the state do not read back"};
    for (const auto& [id, incident] : state.incidents) index(state, incident);
    for (const auto& [id, instruction] : state.instructions) index(state, instruction);
    index(state, state.rules);
    index_people(state);
    return state;
}

}  // namespace paraat::core

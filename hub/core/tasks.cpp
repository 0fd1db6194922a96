#include "hub/core/tasks.hpp"

namespace paraat::core {
namespace {

bool is_on_the_way_or_there(UnitState state) {
    return state == UnitState::en_route || state == UnitState::on_scene;
}

void take_up(Unit& unit, const IncidentId& task, Milliseconds check_in, Instant at) {
    unit.check_in_task = task;
    unit.check_in = check_in;
    unit.is_check_in_asked = false;
    unit.check_in_question.reset();
    unit.check_in_due = at + check_in;
}

void end_task(Unit& unit) {
    unit.check_in_task.reset();
    unit.check_in_due = never;
    unit.is_check_in_asked = false;
    unit.check_in_question.reset();
}

}  // namespace

void index_check_in(State& state, const ClientName& client, const Unit& unit) {
    state.timers.set({TimerKey::Of::check_ins, {}, client}, unit.check_in_due);
}

void follow_task(State& state, const UnitProgressed& event, Instant at) {
    Unit& unit = state.units[event.unit];
    const bool is_at_work = is_on_the_way_or_there(event.state);
    if (is_at_work && event.check_in > Milliseconds{0}) {
        take_up(unit, event.incident, event.check_in, at);
    } else if (!is_at_work) {
        leave_task(state, event.unit, event.incident, at);
    }
    index_check_in(state, event.unit, unit);
}

void follow_task(State& state, const CheckInSet& event, Instant at) {
    Unit& unit = state.units[event.unit];
    const bool goes_on = unit.check_in_task == event.incident && event.check_in > Milliseconds{0};
    if (goes_on) {
        // What it was asked it is to answer; what it is to say next is no later than it was.
        if (!unit.is_check_in_asked) unit.check_in_due = std::min(unit.check_in_due, at + event.check_in);
        unit.check_in = event.check_in;
    } else if (event.check_in > Milliseconds{0}) {
        take_up(unit, event.incident, event.check_in, at);
    } else {
        leave_task(state, event.unit, event.incident, at);
    }
    index_check_in(state, event.unit, unit);
}

void leave_task(State& state, const ClientName& client, const IncidentId& incident, Instant at) {
    Unit& unit = state.units[client];
    if (unit.check_in_task != incident) return;
    end_task(unit);
    take_up_task(state, client, at);
}

void take_up_task(State& state, const ClientName& client, Instant at) {
    Unit& unit = state.units[client];
    for (const IncidentId& id : unit.assigned) {
        if (unit.check_in_task) break;
        const auto task = state.incidents.find(id);
        if (task == state.incidents.end() || task->second.is_closed()) continue;
        const auto progress = task->second.units.find(client);
        if (progress == task->second.units.end() || !is_on_the_way_or_there(progress->second.state)) continue;
        if (progress->second.check_in > Milliseconds{0}) take_up(unit, id, progress->second.check_in, at);
    }
    index_check_in(state, client, unit);
}

void put_off_check_in(State& state, const ClientName& client, Instant at) {
    Unit& unit = state.units[client];
    if (unit.check_in_due == never) return;
    unit.is_check_in_asked = false;
    unit.check_in_question.reset();
    unit.check_in_due = at + unit.check_in;
    index_check_in(state, client, unit);
}

}  // namespace paraat::core

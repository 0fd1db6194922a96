#include "hub/core/exercises.hpp"

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/core/behind.hpp"
#include "hub/core/clearance.hpp"
#include "hub/core/telling.hpp"

namespace paraat::core {
namespace {

// Where none was announced, a drill is everybody's.
bool runs_for(const State& state, const ClientName& client) {
    if (state.exercises.empty()) return true;
    return std::any_of(state.exercises.begin(), state.exercises.end(),
                       [&](const auto& entry) { return entry.second.participants.contains(client); });
}

// Whose drills are its own.
bool plays_in(const Exercise& exercise, const ClientName& client) {
    return exercise.by == client || exercise.participants.contains(client);
}

bool plays_in_any(const State::Exercises& exercises, const ClientName& client) {
    return std::any_of(exercises.begin(), exercises.end(),
                       [&](const auto& entry) { return plays_in(entry.second, client); });
}

// Who takes part by what a person named; false with a refusal. Who works covertly takes no part: everybody who reads
// of the drill would learn of it.
bool gather(Situation& situation, const ClientName& client, const Command& command, ExerciseStarted& started) {
    const Organisation& organisation = situation.organisation;
    for (const std::string& text : command.participants) {
        const auto target = Target::parse(text);
        std::vector<ClientName> behind = target ? clients_behind(organisation, *target) : std::vector<ClientName>{};
        std::erase_if(behind, [&](const ClientName& name) { return !organisation.compartment_of(name).empty(); });
        if (behind.empty()) {
            situation.refuse(Reason::unknown_target, "participants",
                             "nobody is behind \"" + text + "\": it is unit/…, team/…, role/… or division/…");
            return false;
        }
        if (!may_instruct(organisation, client, *target)) {
            situation.refuse(Reason::not_allowed, "participants", "\"" + client.text + "\" may not instruct " + text);
            return false;
        }
        started.participants.insert(behind.begin(), behind.end());
        started.targets.push_back(target->text());
    }
    return true;
}

// The order to one of its targets by which an exercise begins.
std::string key_of_begin(const ExerciseName& exercise, const std::string& target, Instant since) {
    return "exercise/" + exercise.text + "/" + target + "/" + std::to_string(since.ms);
}

void tell_participants(Situation& situation, const ExerciseStarted& started) {
    for (const std::string& target : started.targets) {
        Order order;
        order.to = *Target::parse(target);
        order.exercise = true;
        order.text = "Oefening \"" + started.exercise.text + "\" begint. " + started.text;
        tell(situation, key_of_begin(started.exercise, target, situation.now), order);
    }
}

void withdraw_begin(Situation& situation, const ClientName& by, const ExerciseName& name, const Exercise& exercise) {
    for (const std::string& target : exercise.targets) {
        const InstructionId id = told_id(key_of_begin(name, target, exercise.since), exercise.since);
        const Instruction* order = situation.state.instruction(id);
        if (order != nullptr && !order->has_ended()) situation.happen(by, InstructionWithdrawn{id, {}});
    }
}

void start(Situation& situation, const ClientName& client, const Command& command) {
    if (!command.exercise || !is_plain_name(command.exercise->text, '-')) {
        return situation.refuse(Reason::bad_value, "name", "an exercise has a name: 1 to 32 of a-z, 0-9 and -");
    }
    if (situation.state.exercises.contains(*command.exercise)) {
        return situation.refuse(
            Reason::bad_value, "name",
            "\"" + command.exercise->text + "\" runs already; end it first, or choose another name");
    }
    if (command.participants.empty()) return situation.refuse(Reason::bad_value, "participants", "say who takes part");
    if (!command.until || *command.until <= situation.now || *command.until > situation.now + exercise_most) {
        return situation.refuse(Reason::bad_value, "until_ms", "say until when: at most 24 hours from now");
    }
    ExerciseStarted started{*command.exercise, {}, {}, *command.until, command.text};
    if (!gather(situation, client, command, started)) return;
    tell_participants(situation, started);
    situation.happen(client, std::move(started));
}

// Its drills are closed with it, but for those of who plays in another as well. After the last one no drill is left: it
// would ask everybody.
void end(Situation& situation, const ClientName& by, const ExerciseName& name) {
    State::Exercises going_on = situation.state.exercises;
    const Exercise over = going_on.extract(name).mapped();
    situation.happen(by, ExerciseEnded{name});
    withdraw_begin(situation, by, name, over);
    for (const auto& [id, incident] : situation.state.incidents) {
        if (!incident.is_exercise || incident.is_closed()) continue;
        const bool is_of_it = plays_in(over, incident.opened_by) && !plays_in_any(going_on, incident.opened_by);
        if (!is_of_it && !going_on.empty()) continue;
        situation.happen(by, Closed{id, "exercise " + name.text + " is over"});
        for (const auto& [order, instruction] : situation.state.instructions) {
            const bool is_about_it = instruction.incident == id && !instruction.has_ended();
            if (is_about_it) situation.happen(by, InstructionWithdrawn{order, {}});
        }
    }
}

}  // namespace

void decide_exercise(Situation& situation, const ClientInput& input, const Command& command) {
    if (command.deed == Deed::exercise_start) return start(situation, input.client, command);
    if (!command.exercise) return situation.refuse(Reason::bad_value, "name", "name the exercise");
    const auto running = situation.state.exercises.find(*command.exercise);
    if (running == situation.state.exercises.end()) {
        std::vector<std::string> known;
        for (const auto& [name, unused] : situation.state.exercises) known.push_back(name.text);
        return situation.refuse(
            Reason::not_found, "name",
            "no exercise \"" + command.exercise->text + "\" runs" + did_you_mean(command.exercise->text, known));
    }
    if (running->second.by != input.client && !situation.organisation.commands_all(input.client)) {
        return situation.refuse(Reason::not_allowed, "name", "it is " + running->second.by.text + "'s");
    }
    end(situation, input.client, *command.exercise);
}

void end_exercises(Situation& situation) {
    for (const auto& [name, exercise] : situation.state.exercises) {
        if (exercise.until > situation.now) continue;
        end(situation, the_hub, name);
        return;  // the next with that in the state
    }
}

bool takes_part(const State& state, const ClientName& client, const Incident& incident) {
    if (!incident.is_exercise || client == incident.opened_by || runs_for(state, client)) return true;
    const auto leads = [&](const auto& exercise) { return exercise.second.by == client; };
    if (std::any_of(state.exercises.begin(), state.exercises.end(), leads)) return true;
    const Unit* unit = state.unit(client);
    return unit != nullptr && (unit->concerned.contains(incident.id) || incident.units.contains(client));
}

bool is_left_out(const State& state, const ClientName& client, const Order& order) {
    if (!order.exercise || !order.incident) return false;
    const Incident* incident = state.incident(*order.incident);
    return incident == nullptr ? !runs_for(state, client) : !takes_part(state, client, *incident);
}

}  // namespace paraat::core

#pragma once

#include "hub/core/decide.hpp"

// Drills run the whole path beside real work. While an exercise runs they reach nobody who takes no part in one.
namespace paraat::core {

inline constexpr Milliseconds exercise_most = std::chrono::hours{24};

// exercise_start, exercise_end.
void decide_exercise(Situation& situation, const ClientInput& input, const Command& command);

// Those whose time is over.
void end_exercises(Situation& situation);

// Whether a client may be asked something of an incident: of a drill, while exercises run, only who takes part in one,
// who reported it, and who has a hand in it already.
bool takes_part(const State& state, const ClientName& client, const Incident& incident);
// Whether an order about a drill is none of a client's.
bool is_left_out(const State& state, const ClientName& client, const Order& order);

}  // namespace paraat::core

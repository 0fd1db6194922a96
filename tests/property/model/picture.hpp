#pragma once

#include "hub/core/state.hpp"
#include "tests/property/model/night.hpp"

// Two nights side by side.
namespace paraat::test::model {

// What the core's state says, in the model's words; what the model alone keeps stays empty. What the hub tells people
// by instructions of its own is left out: the model tells nobody anything.
Night told_by(const core::State& state, Instant now);

// Everything that both know, one line for each incident, instruction and person.
using Picture = std::map<std::string, std::string>;
Picture picture_of(const Night& night);

// Of each incident what everybody sees who reads it: without whom its calls ask.
Picture alerts_of(const Night& night);

// Line by line what differs; empty = nothing.
std::vector<std::string> differences(const Picture& expected, const Picture& found);

}  // namespace paraat::test::model

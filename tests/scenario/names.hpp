#pragma once

#include <map>
#include <string>

#include "hub/core/names.hpp"

namespace paraat::scenario {

// What a scenario has given a name to. `it` is the incident that the newest receipt names.
struct Names {
    std::map<std::string, core::IncidentId> incidents;
    std::map<std::string, core::InstructionId> instructions;

    bool has(const std::string& name) const { return incidents.contains(name) || instructions.contains(name); }
};

}  // namespace paraat::scenario

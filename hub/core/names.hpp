#pragma once

#include "hub/base/strong_id.hpp"

namespace paraat::core {

// Names from the configuration and the broker, each [a-z0-9-]{1,32} except categories, which are [a-z0-9_]{1,32}.
using ClientName = Name<struct ClientTag>;      // an account; a unit is the client that reports for it
using DivisionName = Name<struct DivisionTag>;  // "dvl"
using TeamName = Name<struct TeamTag>;
using RoleName = Name<struct RoleTag>;
using CategoryName = Name<struct CategoryTag>;
using PolicyName = Name<struct PolicyTag>;  // of an escalation
using RuleName = Name<struct RuleTag>;
using ExerciseName = Name<struct ExerciseTag>;
using CompartmentName = Name<struct CompartmentTag>;  // empty = open to all who may read the division

using IncidentId = Id<struct IncidentTag>;
using InstructionId = Id<struct InstructionTag>;
using CaseId = Id<struct CaseTag>;  // an incident, as one partner knows it

// Counts the visible changes of one incident, instruction or board, from 1.
using Revision = std::uint64_t;

}  // namespace paraat::core

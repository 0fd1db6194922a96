#pragma once

#include <optional>

#include "hub/core/consultation_events.hpp"
#include "hub/core/input.hpp"
#include "hub/core/organisation.hpp"
#include "hub/core/state.hpp"

namespace paraat::core {

// What goes on record of a question (docs/decisions/0042): absent where its answer tells of no case and no person, and
// of who is no account, because he is told nothing.
std::optional<Consulted> consultation_of(const Organisation& organisation, const State& state, const ClientName& asker,
                                         const Query& query);

}  // namespace paraat::core

#pragma once

#include <vector>

#include "hub/core/organisation.hpp"
#include "hub/core/state.hpp"
#include "hub/foreign/answerable.hpp"

namespace paraat::app {

// What stands with an account, and it may answer: instructions to it or its target, and calls that it did not answer
// yet. In no order.
std::vector<foreign::Answerable> answerable_by(const core::State& state, const core::Organisation& organisation,
                                               const core::ClientName& client);

}  // namespace paraat::app

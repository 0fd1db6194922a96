#pragma once

#include "tests/scenario/stage.hpp"

namespace paraat::scenario {

// What most commands have: the deed, "incident" with the revision at "time", and "text". A sentence adds its own.
core::Command command_of(const Stage& stage, core::Deed deed, const Words& words);

template <core::Deed deed>
void command(Stage& stage, const Words& words) {
    stage.receives(words["client"], command_of(stage, deed, words));
}

}  // namespace paraat::scenario

#pragma once

#include <optional>

#include "hub/core/event.hpp"

namespace paraat::projection {

// An event as a person reads it in an incident's timeline; nullopt for those that only prepare another. `n` is the
// caller's.
std::optional<core::TimelineEntry> timeline_entry(const core::Event& event);

}  // namespace paraat::projection

#pragma once

#include <optional>

#include "hub/core/input.hpp"

// What people say and do about an incident, as a test writes it.
namespace paraat::test {

inline core::Ack ack(const core::IncidentId& incident, std::optional<core::Revision> rev = {},
                     core::Answer answer = core::Answer::acknowledged) {
    core::Ack made;
    made.incident = incident;
    made.rev = rev;
    made.answer = answer;
    return made;
}

inline core::Command command(core::Deed deed, const core::IncidentId& incident) {
    core::Command made;
    made.deed = deed;
    made.incident = incident;
    return made;
}

// A close that also acknowledges, so that it is refused to nobody who may close.
inline core::Command closing(const core::IncidentId& incident) {
    core::Command made = command(core::Deed::close, incident);
    made.acknowledge = true;
    return made;
}

}  // namespace paraat::test

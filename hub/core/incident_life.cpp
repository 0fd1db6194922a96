#include "hub/core/incident_life.hpp"

namespace paraat::core {
namespace {

// What is written down about work that is done, and changes nothing of it.
bool is_for_the_record(Deed deed) {
    return deed == Deed::note || deed == Deed::reopen;
}

// What ends it, or sets right what is written down of it, before it is closed.
bool suits_resolved(Deed deed) {
    switch (deed) {
        case Deed::triage:
        case Deed::unassign:
        case Deed::remove_division:
        case Deed::claim:
        case Deed::release:
        case Deed::resolve:
        case Deed::close:
        case Deed::split:
        case Deed::merge: return true;
        default: return is_for_the_record(deed);
    }
}

}  // namespace

std::optional<Refusal> unlawful(Deed deed, IncidentStatus status) {
    const bool is_over = status == IncidentStatus::closed || status == IncidentStatus::resolved;
    if (deed == Deed::reopen && !is_over) return Refusal{Reason::not_closed, "incident", "the incident is open", {}};
    if (status == IncidentStatus::closed && !is_for_the_record(deed)) {
        return Refusal{Reason::closed, "incident", "the incident is closed; reopen it first", {}};
    }
    if (status == IncidentStatus::resolved && !suits_resolved(deed)) {
        return Refusal{Reason::resolved, "incident", "the incident is resolved; reopen it first", {}};
    }
    return std::nullopt;
}

}  // namespace paraat::core

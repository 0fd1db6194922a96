#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "hub/core/event.hpp"

namespace paraat::projection {

// An event as a person reads it in an incident's timeline; nullopt for those that only prepare another. `n` is the
// caller's.
std::optional<core::TimelineEntry> timeline_entry(const core::Event& event);

// What happened to one incident and to the orders about it. An order belongs to the incident that it was about at that
// moment: what was told once is told always, in the same place.
class IncidentTimeline {
public:
    using MayKnow = std::function<bool(const core::InstructionIssued& order)>;
    IncidentTimeline(const core::IncidentId& incident, MayKnow may_know)
        : incident_(incident), may_know_(std::move(may_know)) {}

    // The next event of the incident, or of an order that was ever about it, in the order of the journal. Nullopt for
    // what only prepares another, what is about another incident, and orders that may not be known.
    std::optional<core::TimelineEntry> next(const core::Event& event);

private:
    struct Order {
        std::optional<core::IncidentId> about;
        std::string to;
        std::string text;
        bool is_known = false;
    };
    std::optional<core::TimelineEntry> next_of_order(const core::InstructionId& id, const core::Event& event);

    core::IncidentId incident_;
    MayKnow may_know_;
    std::map<core::InstructionId, Order> orders_;
};

}  // namespace paraat::projection

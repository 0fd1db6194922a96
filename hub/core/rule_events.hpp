#pragma once

#include <string>
#include <vector>

#include "hub/core/input.hpp"
#include "hub/core/message.hpp"

// What rules did to an incident beside routing, priority and calls; as in incident_events.hpp.
namespace paraat::core {

// A rule holds, and acts only when what it waits for has not come by then. Begun anew it is looked at later.
struct WaitBegun {
    IncidentId incident;
    RuleName rule;
    std::string rules_version;
    Instant due;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "rule", self.rule);
        visit(3, "rules_version", self.rules_version);
        visit(4, "due", self.due);
    }
};

struct WaitEnded {
    IncidentId incident;
    RuleName rule;
    WaitOutcome outcome = WaitOutcome::fired;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "rule", self.rule);
        visit(3, "outcome", self.outcome);
    }
};

// A rule whose call the incident has counts in a window, and counted too few at the newest judgement.
struct WaveEnded {
    IncidentId incident;
    RuleName rule;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "rule", self.rule);
    }
};

// After that it holds again: the incident asks for attention anew.
struct WaveRaised {
    IncidentId incident;
    RuleName rule;
    std::string rules_version;
    Because because;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "rule", self.rule);
        visit(3, "rules_version", self.rules_version);
        visit.sealed(4, "because", self.because);
    }
};

struct Tagged {
    IncidentId incident;
    std::vector<std::string> tags;  // those that it did not have
    RuleName rule;
    std::string rules_version;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "tags", self.tags);
        visit(3, "rule", self.rule);
        visit(4, "rules_version", self.rules_version);
    }
};

struct Titled {
    IncidentId incident;
    std::string title;
    RuleName rule;
    std::string rules_version;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit.sealed(2, "title", self.title);
        visit(3, "rule", self.rule);
        visit(4, "rules_version", self.rules_version);
    }
};

}  // namespace paraat::core

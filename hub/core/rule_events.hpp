#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/core/escalation_policy.hpp"
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

// Why a call does not begin now.
struct Hold {
    HoldKind kind = HoldKind::inhibited;
    RuleName rule;                   // that inhibits or silences
    std::string reason;              // of a silence
    std::optional<IncidentId> with;  // of the same group, whose call runs

    bool operator==(const Hold&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "kind", self.kind);
        visit(2, "rule", self.rule);
        visit(3, "reason", self.reason);
        visit(4, "with", self.with);
    }
};

// A call that a rule or a category asks for is held back; it is looked at again then. Said anew where it is still.
struct CallHeld {
    IncidentId incident;
    EscalationPolicy policy;  // as it will be when it begins
    RuleName rule;            // that asks for it; empty = the category
    std::string rules_version;
    Shared<Because> because;
    Hold hold;
    Instant look_at;
    Instant since;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "policy", self.policy);
        visit(3, "rule", self.rule);
        visit(4, "rules_version", self.rules_version);
        visit.sealed(5, "because", self.because);
        visit(6, "hold", self.hold);
        visit(7, "look_at", self.look_at);
        visit(8, "since", self.since);
    }
};

// Nothing holds it back any more: it begins.
struct CallLetGo {
    IncidentId incident;
    PolicyName policy;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "policy", self.policy);
    }
};

// The incident belongs with others that bear the same name: they call one after the other.
struct Grouped {
    IncidentId incident;
    std::string group;
    RuleName rule;
    std::string rules_version;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "group", self.group);
        visit(3, "rule", self.rule);
        visit(4, "rules_version", self.rules_version);
    }
};

}  // namespace paraat::core

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/core/message.hpp"

// Calls for help, and what the hub raises the alarm about itself; as in incident_events.hpp.
namespace paraat::core {

// A panic button: the incident that it opened, or that is open still and asks anew.
struct PanicRaised {
    IncidentId incident;
    ClientName unit;
    std::optional<Position> position;  // where it is now
    bool is_silent = false;            // nothing may sound there

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "unit", self.unit);
        visit.sealed(3, "position", self.position);
        visit(4, "is_silent", self.is_silent);
    }
};

// Its unit took it back, by the right PIN or by the one that means that it is forced to. It stays what it is.
struct PanicCancelled {
    IncidentId incident;
    ClientName unit;
    bool is_duress = false;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "unit", self.unit);
        visit.sealed(3, "is_duress", self.is_duress);
    }
};

// The hub itself raised the alarm, by this incident.
struct AlarmRaised {
    IncidentId incident;
    AlarmKind kind = AlarmKind::silent_unit;
    ClientName client;  // about whom; empty for a policy
    PolicyName policy;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "kind", self.kind);
        visit(3, "client", self.client);
        visit(4, "policy", self.policy);
    }
};

// A unit on a task said nothing of its own for too long, and was told so.
struct CheckInDue {
    ClientName client;
    IncidentId task;
    Instant answer_by;  // then the alarm is raised
    CompartmentName compartment;
    bool is_asked = true;                        // false: the alarm was raised, and it is asked again then
    std::optional<InstructionId> question = {};  // by which it was asked

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "client", self.client);
        visit(2, "task", self.task);
        visit(3, "answer_by", self.answer_by);
        visit(4, "compartment", self.compartment);
        visit(5, "is_asked", self.is_asked);
        visit(6, "question", self.question);
    }
};

// Whom the hub found unreachable when it looked.
struct ReachChecked {
    std::vector<PolicyName> broken;  // all behind which nobody is

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "broken", self.broken);
    }
};

}  // namespace paraat::core

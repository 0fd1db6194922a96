#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/core/escalation_policy.hpp"
#include "hub/core/message.hpp"

// What happened to the calls of an incident, and who answered; as in incident_events.hpp.
namespace paraat::core {

struct EscalationStarted {
    IncidentId incident;
    EscalationPolicy policy;  // as it was then: a running escalation keeps it
    RuleName rule;
    std::string rules_version;
    Because because;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "policy", self.policy);
        visit(3, "rule", self.rule);
        visit(4, "rules_version", self.rules_version);
        visit.sealed(5, "because", self.because);
    }
};

// Whom a target stood for when its step began.
struct AskedBehind {
    Target target;  // never a relative one
    DivisionName division;
    std::vector<ClientName> clients;

    bool operator==(const AskedBehind&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "target", self.target);
        visit(2, "division", self.division);
        visit(3, "clients", self.clients);
    }
};

// A step began, or began again as a reminder.
struct EscalationStepped {
    IncidentId incident;
    PolicyName policy;
    std::int32_t step = 0;
    NoticeReason reason = NoticeReason::escalation;
    std::vector<AskedBehind> asked;
    Instant step_ends;  // then the next step; `never` in a last step that repeats
    Instant ack_by;     // when the next thing happens: the end of the step or a reminder

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "policy", self.policy);
        visit(3, "step", self.step);
        visit(4, "reason", self.reason);
        visit(5, "asked", self.asked);
        visit(6, "step_ends", self.step_ends);
        visit(7, "ack_by", self.ack_by);
    }
};

// A notice got on to the device, the screen, or the mind of the client that this event is by.
struct NoticeReached {
    IncidentId incident;
    Answer rung = Answer::delivered;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "rung", self.rung);
    }
};

struct Acknowledged {
    IncidentId incident;
    Revision rev = 0;
    std::vector<PolicyName> ended;  // the escalations that this ends
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "rev", self.rev);
        visit(3, "ended", self.ended);
        visit.sealed(4, "text", self.text);
    }
};

struct Declined {
    IncidentId incident;
    Revision rev = 0;
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "rev", self.rev);
        visit.sealed(3, "text", self.text);
    }
};

}  // namespace paraat::core

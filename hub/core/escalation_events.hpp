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
    Shared<Because> because;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "policy", self.policy);
        visit(3, "rule", self.rule);
        visit(4, "rules_version", self.rules_version);
        visit.sealed(5, "because", self.because);
    }
};

// Behind a target, and not asked, or not to be counted upon.
struct AbsentBehind {
    ClientName client;
    Absence why = Absence::off_duty;

    bool operator==(const AbsentBehind&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "client", self.client);
        visit(2, "why", self.why);
    }
};

// Whom a target stood for when its step began.
struct AskedBehind {
    Target target;  // never a relative one
    DivisionName division;
    std::vector<ClientName> clients;
    std::vector<AbsentBehind> absent = {};  // whose device is lost is among the clients as well

    bool operator==(const AskedBehind&) const = default;
    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "target", self.target);
        visit(2, "division", self.division);
        visit(3, "clients", self.clients);
        visit(4, "absent", self.absent);
    }
};

// A step began, or began again as a reminder.
struct EscalationStepped {
    IncidentId incident;
    PolicyName policy;
    std::int32_t step = 0;
    NoticeReason reason = NoticeReason::escalation;
    Shared<std::vector<AskedBehind>> asked;
    Instant step_ends;           // then the next step; `never` in a last step that repeats
    Instant ack_by;              // when the next thing happens: the end of the step or a reminder
    Instant deliver_by = never;  // the next step begins then unless it is on a device of those asked

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "policy", self.policy);
        visit(3, "step", self.step);
        visit(4, "reason", self.reason);
        visit(5, "asked", self.asked);
        visit(6, "step_ends", self.step_ends);
        visit(7, "ack_by", self.ack_by);
        visit(8, "deliver_by", self.deliver_by);
    }
};

// A step gave way before its time.
struct StepPassed {
    IncidentId incident;
    PolicyName policy;
    std::int32_t step = 0;
    Shortfall why = Shortfall::nobody_there;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "policy", self.policy);
        visit(3, "step", self.step);
        visit(4, "why", self.why);
    }
};

// One client is asked beside the steps: reminded of what it read or took, or to take over.
struct NoticeGiven {
    IncidentId incident;
    ClientName client;
    NoticeReason reason = NoticeReason::reminder;
    PolicyName policy;  // empty = of none: a handover
    DivisionName division;
    Instant ack_by;
    std::string because = {};  // of a handover: whose it was, and what is said about it

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "client", self.client);
        visit(3, "reason", self.reason);
        visit(4, "policy", self.policy);
        visit(5, "division", self.division);
        visit(6, "ack_by", self.ack_by);
        visit.sealed(7, "because", self.because);
    }
};

// Something was to be told, and nobody behind its target is there.
struct NotSent {
    IncidentId incident;
    std::string to;
    RuleName rule;  // that asked for it
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "to", self.to);
        visit(3, "rule", self.rule);
        visit.sealed(4, "text", self.text);
    }
};

// A client is asked no more: it went off duty, or another took over what it was offered.
struct NoticeTakenBack {
    IncidentId incident;
    ClientName client;
    bool is_offer = false;  // only what was offered to it: what calls ask of it stands

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "client", self.client);
        visit(3, "is_offer", self.is_offer);
    }
};

// Who acknowledged did nothing with it in time, or went home: nobody has it any more.
struct AckLapsed {
    IncidentId incident;
    PolicyName policy;
    ClientName client;  // who had acknowledged

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "policy", self.policy);
        visit(3, "client", self.client);
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

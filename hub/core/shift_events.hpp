#pragma once

#include <optional>
#include <vector>

#include "hub/core/message.hpp"

// Who is on duty, and what goes from one hand to the next; as in incident_events.hpp.
namespace paraat::core {

struct ShiftStarted {
    ClientName client;
    RoleName role;                 // that it has in this shift; empty = all that its account has
    std::optional<Instant> until;  // as planned
    CompartmentName compartment;   // of the client

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "client", self.client);
        visit(2, "role", self.role);
        visit(3, "until", self.until);
        visit(4, "compartment", self.compartment);
    }
};

struct ShiftEnded {
    ClientName client;
    std::string text;
    CompartmentName compartment;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "client", self.client);
        visit.sealed(2, "text", self.text);
        visit(3, "compartment", self.compartment);
    }
};

// Its planned end passed: its client was told, and stays on duty until it says otherwise.
struct ShiftOverran {
    ClientName client;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "client", self.client);
    }
};

// Nobody who went off duty, or whose device is lost, is counted upon any more.
struct AbsenceFollowed {
    ClientName client;
    bool is_covert = false;  // in covert work; otherwise in open work

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "client", self.client);
        visit(2, "is_covert", self.is_covert);
    }
};

// What somebody has in hand is offered to the next; a newer offer of the same person takes its place.
struct HandoverOffered {
    ClientName from;
    ClientName to;
    std::vector<IncidentId> incidents;
    std::vector<InstructionId> instructions;  // that nobody answered
    std::string text;
    Instant accept_by;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "from", self.from);
        visit(2, "to", self.to);
        visit(3, "incidents", self.incidents);
        visit(4, "instructions", self.instructions);
        visit.sealed(5, "text", self.text);
        visit(6, "accept_by", self.accept_by);
    }
};

// By the one to whom it was offered: all of it is taken.
struct HandoverAccepted {
    ClientName from;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "from", self.from);
    }
};

// Nobody took it in time: it stays with who offered it.
struct HandoverLapsed {
    ClientName from;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "from", self.from);
    }
};

// An incident went from one hand to that of the one by whom this is.
struct HandedOver {
    IncidentId incident;
    ClientName from;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "from", self.from);
    }
};

// An order is that of the one by whom this is; it was another's who handed over.
struct InstructionHandedOver {
    InstructionId instruction;
    ClientName from;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "instruction", self.instruction);
        visit(2, "from", self.from);
    }
};

}  // namespace paraat::core

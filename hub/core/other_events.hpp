#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/core/input.hpp"
#include "hub/core/message.hpp"

// What happened to units, instructions and the hub itself; as in incident_events.hpp.
namespace paraat::core {

// What put a set of rules in force. The numbers are in the journal.
enum class RulesChange : std::uint8_t {
    start,     // the hub began to run with it
    reload,    // it was read from the disk
    rollback,  // a person went back to the set before
};

struct HubStarted {
    std::string version;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "version", self.version);
    }
};

// A unit said something of itself that decides: a status, or a change of it in a beacon.
struct StatusReported {
    ClientName unit;
    std::optional<UnitStatus> status;
    std::optional<Instant> sent_at;
    std::optional<IncidentId> incident;  // that it works on; nil = on none
    std::optional<Position> position;
    std::optional<std::int32_t> accuracy_m;
    bool panic = false;           // its button is pressed
    CompartmentName compartment;  // of the unit

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "unit", self.unit);
        visit(2, "status", self.status);
        visit(3, "sent_at", self.sent_at);
        visit(4, "incident", self.incident);
        visit.sealed(5, "position", self.position);
        visit.sealed(6, "accuracy_m", self.accuracy_m);
        visit(7, "panic", self.panic);
        visit(8, "compartment", self.compartment);
    }
};

// A word of a unit's panic button that came late, after newer ones: a press that nobody saw, or the end of one.
struct ButtonHeard {
    ClientName unit;
    Instant sent_at;
    bool is_pressed = false;
    CompartmentName compartment;  // of the unit

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "unit", self.unit);
        visit(2, "sent_at", self.sent_at);
        visit(3, "is_pressed", self.is_pressed);
        visit(4, "compartment", self.compartment);
    }
};

// Another device speaks under the name of a client that is there, in an older session; it was not known, or is new.
struct SessionContested {
    ClientName client;
    std::int64_t session = 0;
    CompartmentName compartment;  // of the client

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "client", self.client);
        visit(2, "session", self.session);
        visit(3, "compartment", self.compartment);
    }
};

struct PresenceChanged {
    ClientName client;
    PresenceState presence = PresenceState::unknown;
    std::int64_t session = 0;     // 0 = unchanged
    CompartmentName compartment;  // of the client
    PresenceReason reason = PresenceReason::unheard;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "client", self.client);
        visit(2, "presence", self.presence);
        visit(3, "session", self.session);
        visit(4, "compartment", self.compartment);
        visit(5, "reason", self.reason);
    }
};

// Whose board a unit is on; no division: on none.
struct BoardPlace {
    DivisionName division;
    CompartmentName compartment;

    bool operator==(const BoardPlace&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "division", self.division);
        visit(2, "compartment", self.compartment);
    }
};

// The organisation has a unit on another board than when the hub last started, has it for the first time, or no more.
struct UnitPlaced {
    ClientName unit;
    BoardPlace from;
    BoardPlace to;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "unit", self.unit);
        visit(2, "from", self.from);
        visit(3, "to", self.to);
    }
};

struct InstructionIssued {
    InstructionId instruction;
    std::optional<IncidentId> incident;
    CompartmentName compartment;
    std::string to;
    DivisionName division;
    std::vector<ClientName> addressees;  // who may answer, at this moment
    std::string text;
    std::int32_t priority = 4;
    std::optional<Instant> respond_by;
    Needs needs = Needs::any;
    std::string talkgroup;
    bool exercise = false;
    RuleName rule;  // when a rule asked for it
    std::optional<Deployment> deployment;
    bool is_dispatch = false;  // whom it is for comes to the incident by it
    bool must_reach = false;   // the hub's word: it goes on when nobody whom it is for can read it

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "instruction", self.instruction);
        visit(2, "incident", self.incident);
        visit(3, "compartment", self.compartment);
        visit(4, "to", self.to);
        visit(5, "division", self.division);
        visit(6, "addressees", self.addressees);
        visit.sealed(7, "text", self.text);
        visit(8, "priority", self.priority);
        visit(9, "respond_by", self.respond_by);
        visit(10, "needs", self.needs);
        visit(11, "talkgroup", self.talkgroup);
        visit(12, "exercise", self.exercise);
        visit(13, "rule", self.rule);
        visit.sealed(14, "deployment", self.deployment);
        visit(15, "is_dispatch", self.is_dispatch);
        visit(16, "must_reach", self.must_reach);
    }
};

struct InstructionAnswered {
    InstructionId instruction;
    Answer answer = Answer::delivered;
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "instruction", self.instruction);
        visit(2, "answer", self.answer);
        visit.sealed(3, "text", self.text);
    }
};

struct InstructionExpired {
    InstructionId instruction;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "instruction", self.instruction);
    }
};

struct InstructionWithdrawn {
    InstructionId instruction;
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "instruction", self.instruction);
        visit.sealed(2, "text", self.text);
    }
};

// A newer order to the same target about the same incident took its place.
struct InstructionSuperseded {
    InstructionId instruction;
    InstructionId newer;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "instruction", self.instruction);
        visit(2, "newer", self.newer);
    }
};

// A set of rules holds calls back until then; its owner answers for that, and is told before the end and at it.
struct Silence {
    RuleName rule;
    std::string owner;  // a target
    std::string reason;
    Instant until;
    Milliseconds tell_before{0};

    bool operator==(const Silence&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "rule", self.rule);
        visit(2, "owner", self.owner);
        visit(3, "reason", self.reason);
        visit(4, "until", self.until);
        visit(5, "tell_before", self.tell_before);
    }
};

// The owner of a silence was told that it ends soon, or that it is over.
struct SilenceTold {
    RuleName rule;
    bool is_over = false;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "rule", self.rule);
        visit(2, "is_over", self.is_over);
    }
};

// From here on another set of rules decides, or the same one otherwise: a roll back holds on to it.
struct RulesChanged {
    std::string version;
    std::string previous;  // empty = none is known
    RulesChange how = RulesChange::start;
    std::vector<Silence> silences = {};  // of the set

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "version", self.version);
        visit(2, "previous", self.previous);
        visit(3, "how", self.how);
        visit(4, "silences", self.silences);
    }
};

// Until when work in a compartment is authorised is known, and was told as far as it is due.
struct AuthorisationTold {
    CompartmentName compartment;
    Instant until;            // 0 = it is none of the organisation's any more
    Instant tell_at = never;  // next; never = all is told

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "compartment", self.compartment);
        visit(2, "until", self.until);
        visit(3, "tell_at", self.tell_at);
    }
};

struct InstructionRetired {
    InstructionId instruction;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "instruction", self.instruction);
    }
};

}  // namespace paraat::core

#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/core/event.hpp"

namespace paraat::core {

// An order from a coordinator, with a life of its own. Changed by apply() only.
struct Instruction {
    InstructionId id;
    Revision rev = 0;
    ClientName from;
    std::string to;
    DivisionName division;
    std::optional<IncidentId> incident;
    CompartmentName compartment;
    std::vector<ClientName> addressees;
    std::string text;
    std::int32_t priority = 4;
    Instant issued_at;
    std::optional<Instant> respond_by;
    Needs needs = Needs::any;
    std::string talkgroup;
    bool is_exercise = false;
    InstructionState state = InstructionState::issued;
    RuleName rule;                                    // that asked for it
    std::optional<Deployment> deployment;             // that it asks for
    bool is_dispatch = false;                         // whom it is for comes to the incident by it
    bool must_reach = false;                          // it goes on when nobody whom it is for can read it
    std::map<ClientName, InstructionAnswer> answers;  // the furthest of each addressee
    std::map<ClientName, Revision> answered_rev;      // the revision that it made
    std::set<ClientName> left;  // addressees who are gone, and not waited for; what they accepted they accepted
    Instant ended_at = never;

    bool has_ended() const { return ended_at != never; }
    bool is_for(const ClientName& client) const;
    // Whether it stands, and this client is yet to accept or decline it.
    bool waits_for(const ClientName& client) const;
    // Whether this client accepted it, and is to say that it is done.
    bool is_being_done_by(const ClientName& client) const;
    // The revision that an answer of this client makes, or made when it is its newest already: the same for a repeat.
    Revision rev_of(const ClientName& client, Answer answer) const;
    // When it expires; `never` once it was accepted, or ended, or has no deadline.
    Instant next_due() const;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "id", self.id);
        visit(2, "rev", self.rev);
        visit(3, "from", self.from);
        visit(4, "to", self.to);
        visit(5, "division", self.division);
        visit(6, "incident", self.incident);
        visit(7, "compartment", self.compartment);
        visit(8, "addressees", self.addressees);
        visit(9, "text", self.text);
        visit(10, "priority", self.priority);
        visit(11, "issued_at", self.issued_at);
        visit(12, "respond_by", self.respond_by);
        visit(13, "needs", self.needs);
        visit(14, "talkgroup", self.talkgroup);
        visit(15, "is_exercise", self.is_exercise);
        visit(16, "state", self.state);
        visit(17, "answers", self.answers);
        visit(18, "ended_at", self.ended_at);
        visit(19, "answered_rev", self.answered_rev);
        visit(20, "rule", self.rule);
        visit(21, "deployment", self.deployment);
        visit(22, "is_dispatch", self.is_dispatch);
        visit(23, "left", self.left);
        visit(24, "must_reach", self.must_reach);
    }
};

// What an event does to its instruction; events of other nouns do nothing.
void apply(Instruction& instruction, const EventBody& body, Instant at, const ClientName& by);

}  // namespace paraat::core

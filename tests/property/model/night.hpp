#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "hub/core/input.hpp"
#include "tests/property/model/people.hpp"

// A second, slow account of what the hub decides, written from the contract and the decisions, so that a fault in the
// core is a difference and not a habit. It shares words and messages with the core, and no behaviour.
namespace paraat::test::model {

struct Call {
    std::size_t step = 0;
    bool runs = false;
    Instant due;       // of the next step
    Names asked;       // by the newest step
    Names ever_asked;  // each may end it
    Names standing;    // have a notice that stands
    Name taken_by;     // who acknowledged last
};

struct Told {
    Name by;
    std::string id;
    Name category;
    std::optional<core::Severity> named;  // absent = its category's
    std::optional<core::Position> place;
    Instant at;
};

struct Rest {
    Name by;
    Instant until;
};

struct Incident {
    core::IncidentId id;
    Name category;
    core::Severity severity = core::Severity::minor;
    int priority = 4;
    bool is_priority_chosen = false;  // by a person, and no report came since
    core::IncidentStatus status = core::IncidentStatus::fresh;
    bool is_covert = false;
    bool is_exercise = false;
    Names divisions;
    Names removed;                        // by a person
    std::vector<Told> told;               // in the order of time
    std::optional<core::Position> place;  // the first that a report gave
    Instant opened_at;
    Instant newest_report_at;
    Name opened_by;
    Name panic_of;
    Names teams;
    std::map<Name, Instant> team_since;  // sent last
    std::map<Name, core::UnitState> units;
    std::map<Name, Instant> unit_since;  // has its state
    std::map<Name, Call> calls;          // by policy
    bool became_urgent = false;          // in this step, and nothing was looked at since
    bool is_seen = false;                // acknowledged since it asked for attention
    Name claimed_by;
    Instant claimed_until = never;
    core::Revision claimed_at = 0;
    std::map<core::PauseKind, Rest> rests;
    core::Ending ending = core::Ending::done;
    std::optional<core::IncidentId> into;
    std::string passed_to;
    Instant ended_at = never;

    // What only the hub numbers, as it was heard after each step; the model says what it has to do.
    core::Revision rev = 0;
    core::Revision raised = 0;
    core::Revision changed_at = 0;  // by a person
    bool is_raised = false;         // in this step
    bool is_changed = false;        // by a person in this step
    bool is_claimed = false;        // in this step
    bool is_off_the_shelf = false;  // in this step, because it asks for attention again

    bool is_closed() const { return status == core::IncidentStatus::closed; }
    bool takes_reports() const { return !is_closed() && status != core::IncidentStatus::resolved; }
    bool is_called() const {
        return std::any_of(calls.begin(), calls.end(), [](const auto& call) { return call.second.runs; });
    }
    bool is_acked() const { return is_seen && !is_called(); }
    bool is_panic() const { return !panic_of.empty(); }
};

struct Instruction {
    core::InstructionId id;
    Name from;
    Name to;
    std::optional<core::IncidentId> incident;
    bool is_covert = false;
    Names addressees;
    core::Needs needs = core::Needs::any;
    std::optional<Instant> respond_by;
    core::InstructionState state = core::InstructionState::issued;
    std::map<Name, core::Answer> answers;
    Names left;  // went off duty without an answer
    bool is_dispatch = false;
    Instant ended_at = never;

    bool has_ended() const { return ended_at != never; }
};

struct Unit {
    std::optional<core::UnitStatus> status;
    std::optional<core::IncidentId> incident;
    core::PresenceState presence = core::PresenceState::unknown;
    std::optional<Instant> heard_at;  // since the hub's start
    bool is_off_duty = false;
    bool is_pressing = false;
    std::optional<core::IncidentId> panic;
    // Off duty or lost since, and its calls in open work, and in covert work, did not follow yet.
    bool is_gone = false, is_gone_covertly = false;

    void goes(bool is_so = true) { is_gone = is_gone_covertly = is_so; }
};

// What somebody offers to the next, and nobody took yet.
struct Offer {
    Name to;
    std::set<core::IncidentId> incidents;
    Instant accept_by;
    std::set<core::InstructionId> orders;  // that nobody had answered
};

struct Night {
    Instant now;
    std::map<core::IncidentId, Incident> incidents;
    std::map<core::InstructionId, Instruction> instructions;
    std::map<Name, Offer> offers;  // by who offers
    std::map<Name, Unit> units;    // all who belong to the organisation and were heard

    bool is_off_duty(const Name& name) const;
    bool is_lost(const Name& name) const;
};

// One message, with the ids that the hub gave to what it made of it.
struct Message {
    Name client;
    std::string id;
    const core::InputBody& body;
    core::IncidentId incident;
    core::InstructionId instruction;
    bool is_beacon = false;
};

// What becomes of a message. Where several reasons apply the contract leaves their order open: any of them will do.
struct Verdict {
    std::set<std::string> refusals;  // empty = it is accepted
    std::optional<bool> joins;       // of a report or a panic: false = it opens an incident

    bool is_accepted() const { return refusals.empty(); }
};
inline Verdict refused(const std::string& code) {
    return {{code}, {}};
}

Verdict take(Night& night, const Message& message);
// Time goes on; everything that falls due happens at its moment.
void pass(Night& night, Milliseconds span);
// The hub was away for so long; it has heard nobody, and each thing that is due happens once.
void restart(Night& night, Milliseconds away);
// A sign of life.
void hear(Night& night, const Name& client);

}  // namespace paraat::test::model

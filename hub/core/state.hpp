#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "hub/base/result.hpp"
#include "hub/core/cell_grid.hpp"
#include "hub/core/due_queue.hpp"
#include "hub/core/event.hpp"
#include "hub/core/incident.hpp"
#include "hub/core/instruction.hpp"
#include "hub/core/load.hpp"
#include "hub/core/mark_index.hpp"
#include "hub/core/open_tally.hpp"
#include "hub/core/partners.hpp"
#include "hub/core/press.hpp"
#include "hub/core/privacy.hpp"

namespace paraat::core {

// The time in which somebody is at work.
struct Shift {
    RoleName role;  // empty = all that its account has
    Instant since;
    std::optional<Instant> until = {};  // as planned
    bool has_overrun = false;           // and its client was told

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "role", self.role);
        visit(2, "since", self.since);
        visit(3, "until", self.until);
        visit(4, "has_overrun", self.has_overrun);
    }
};

// What somebody offers to the next, and nobody took yet.
struct Handover {
    ClientName to;
    std::set<IncidentId> incidents;
    std::vector<InstructionId> instructions;
    std::string text;
    Instant accept_by;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "to", self.to);
        visit(2, "incidents", self.incidents);
        visit(3, "instructions", self.instructions);
        visit(4, "text", self.text);
        visit(5, "accept_by", self.accept_by);
    }
};

// A drill that runs. Who takes part is found out once, when it begins.
struct Exercise {
    ClientName by;
    Instant since;
    Instant until;
    std::set<ClientName> participants;
    std::vector<std::string> targets;  // as they were named
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "by", self.by);
        visit(2, "since", self.since);
        visit(3, "until", self.until);
        visit(4, "participants", self.participants);
        visit(5, "targets", self.targets);
        visit(6, "text", self.text);
    }
};

// What decides about a unit or another known client; its newest position is in Observed.
struct Unit {
    std::optional<UnitStatus> status;
    std::optional<Instant> status_at;
    std::optional<Instant> status_sent_at;  // the device's claim: an older status or beacon undoes nothing
    std::optional<IncidentId> incident;
    std::optional<IncidentId> panic;  // the open incident of its panic button
    Press press;                      // only a new one is a new call
    PresenceState presence = PresenceState::unknown;
    std::int64_t session = 0;
    FlatSet<IncidentId> assigned;  // open incidents that it is assigned to and has not left
    Duty duty = Duty::unknown;
    std::optional<Shift> shift = {};
    PresenceReason presence_reason = PresenceReason::unheard;
    Instant said_at = {};          // something of its own: a status, a report, an answer
    Instant check_in_due = never;  // of the task on which it must say something next
    std::optional<IncidentId> check_in_task = {};
    Milliseconds check_in{0};
    bool is_check_in_asked = false;                       // and told so
    FlatMap<AlarmKind, IncidentId> alarms = {};           // open ones about it
    std::optional<InstructionId> check_in_question = {};  // that asks it to say something
    // Open incidents for which it was asked, or that it took or claimed; of who is last in all calls as many as are
    // open.
    std::set<IncidentId> concerned = {};
    std::int64_t contested_session = 0;  // the newest beside its own of which the open alarm tells

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "status", self.status);
        visit(2, "status_at", self.status_at);
        visit(3, "status_sent_at", self.status_sent_at);
        visit(4, "incident", self.incident);
        visit(5, "panic", self.panic);
        visit(6, "presence", self.presence);
        visit(7, "session", self.session);
        visit(8, "assigned", self.assigned);
        visit(10, "duty", self.duty);
        visit(11, "shift", self.shift);
        visit(12, "concerned", self.concerned);
        visit(13, "presence_reason", self.presence_reason);
        visit(14, "said_at", self.said_at);
        visit(15, "check_in_due", self.check_in_due);
        visit(16, "check_in_task", self.check_in_task);
        visit(17, "check_in", self.check_in);
        visit(18, "is_check_in_asked", self.is_check_in_asked);
        visit(19, "alarms", self.alarms);
        visit(20, "check_in_question", self.check_in_question);
        visit(21, "press", self.press);
        visit(22, "contested_session", self.contested_session);
    }
};

// Which set of rules decides; its text is with the journal, not in it.
struct RulesInForce {
    std::string version;
    std::vector<std::string> before;      // that were in force before, the newest last; a roll back takes it off
    bool is_pinned = false;               // by a roll back: it stays until somebody reloads, through restarts
    std::vector<Silence> silences = {};   // of that set
    std::set<RuleName> told_of_end = {};  // whose owners know that they end soon
    std::set<RuleName> told_of_being_over = {};

    bool operator==(const RulesInForce&) const = default;
    // When an owner is to be told next; `never` when none is.
    Instant next_due() const;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "version", self.version);
        visit(2, "before", self.before);
        visit(3, "is_pinned", self.is_pinned);
        visit(4, "silences", self.silences);
        visit(5, "told_of_end", self.told_of_end);
        visit(6, "told_of_being_over", self.told_of_being_over);
    }
};

inline constexpr std::size_t rules_before_most = 32;

// Until when work in a compartment is authorised.
struct Authorisation {
    Instant until;
    Instant tell_at = never;  // the cleared are told then what there is to tell

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "until", self.until);
        visit(2, "tell_at", self.tell_at);
    }
};

// Everything that decides: the fold of all events. One thread owns it; a copy is another fold.
struct State {
    using Exercises = std::map<ExerciseName, Exercise>;

    std::map<IncidentId, Incident> incidents;  // until some time after their close
    std::map<InstructionId, Instruction> instructions;
    std::map<ClientName, Unit> units;         // known accounts that were heard
    std::map<ClientName, BoardPlace> places;  // of all units, as the organisation was at the last start
    RulesInForce rules;
    std::map<ClientName, Handover> handovers;       // by who offers
    std::map<PolicyName, IncidentId> broken_reach;  // the alarm about each policy behind which nobody is
    Instant reach_due = never;                      // when that is looked at
    BriefingPlanned briefing_plan;                  // of the next; due `never` until the hub started with one
    std::map<BriefingName, Briefing> briefings;     // as they were given, for `briefing_kept`
    // Off duty or lost since, which their calls of open and of covert work have not followed yet: what happens in one
    // has nothing done anew in the other.
    std::set<ClientName> gone, gone_covertly;
    Load load;  // what alerts came to whom; decides nothing
    Exercises exercises;
    std::map<ClientName, Appointment> appointments;  // of whom the organisation's file is not followed
    Partners partners;
    std::map<CompartmentName, Authorisation> authorisations;
    Privacy privacy;

    // Derived from the above.
    DueQueue timers;
    CellGrid grid;  // incidents that have a position
    MarkIndex marks;
    OpenTally tally;

    State();
    State(const State& other);
    State(State&& other) noexcept;
    State& operator=(const State& other);
    State& operator=(State&& other) noexcept;
    ~State();

    const Incident* incident(const IncidentId& id) const;  // nullptr when unknown
    const Instruction* instruction(const InstructionId& id) const;
    const Unit* unit(const ClientName& name) const;
    bool is_off_duty(const ClientName& name) const;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incidents", self.incidents);
        visit(2, "instructions", self.instructions);
        visit(3, "units", self.units);
        visit(4, "places", self.places);
        visit(5, "rules", self.rules);
        visit(6, "handovers", self.handovers);
        visit(7, "gone", self.gone);
        visit(8, "broken_reach", self.broken_reach);
        visit(9, "reach_due", self.reach_due);
        visit(10, "briefing_plan", self.briefing_plan);
        visit(11, "briefings", self.briefings);
        visit(12, "load", self.load);
        visit(13, "exercises", self.exercises);
        visit(14, "appointments", self.appointments);
        visit(15, "partners", self.partners);
        visit(16, "authorisations", self.authorisations);
        visit(17, "gone_covertly", self.gone_covertly);
        visit(18, "privacy", self.privacy);
    }
};

// What happened becomes so. Cannot fail; needs neither rules nor organisation.
void evolve(State& state, const Event& event);

// The whole state as bytes, the same for equal states: for snapshots and for comparing two folds.
std::string encode(const State& state);
Result<State> decode_state(std::string_view bytes);

// After this a closed incident or an ended instruction is let go of; the journal keeps it.
inline constexpr Milliseconds retired_after = std::chrono::hours{48};

}  // namespace paraat::core

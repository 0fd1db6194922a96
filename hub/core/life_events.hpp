#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/base/flat_map.hpp"
#include "hub/base/shared.hpp"
#include "hub/core/call.hpp"
#include "hub/core/report_heard.hpp"
#include "hub/core/word_field.hpp"

// What people make of an incident beside routing and calls: they let it rest, join it to another, take it apart; as in
// incident_events.hpp.
namespace paraat::core {

// How far a unit is with an incident.
struct UnitProgress {
    UnitState state = UnitState::assigned;
    Instant since;
    TeamName team = {};        // whose member it was then; empty = of none
    Milliseconds check_in{0};  // how often it says something of its own there

    bool operator==(const UnitProgress&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit_word(visit, 1, "state", self.state);
        visit(2, "since", self.since);
        visit(3, "team", self.team);
        visit(4, "check_in", self.check_in);
    }
};

// What somebody noted.
struct Note {
    Instant at;
    ClientName by;
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "at", self.at);
        visit(2, "by", self.by);
        visit(3, "text", self.text);
    }
};

inline constexpr std::size_t notes_most = 10;  // that are remembered; the journal has all

// A person lets it rest until then, and answers for that.
struct Paused {
    IncidentId incident;
    PauseKind kind = PauseKind::silenced;
    Instant until;
    std::string text;             // the reason
    Milliseconds tell_before{0};  // the end it is said that it nears

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "kind", self.kind);
        visit(3, "until", self.until);
        visit.sealed(4, "text", self.text);
        visit(5, "tell_before", self.tell_before);
    }
};

// Who paused it was told that the end is near.
struct PauseTold {
    IncidentId incident;
    PauseKind kind = PauseKind::silenced;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "kind", self.kind);
    }
};

// Its time is over (by the hub), or a person took it back.
struct Resumed {
    IncidentId incident;
    PauseKind kind = PauseKind::silenced;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "kind", self.kind);
    }
};

// Reports came over from another incident: all of them with its people, when that was joined to this one; some of them,
// with which this one begins, when they were split off.
struct Absorbed {
    IncidentId incident;
    IncidentId from;
    std::int32_t reports = 0;  // more than are remembered, perhaps
    std::vector<Shared<ReportHeard>> heard;
    Instant newest_report_at;
    bool is_exercise = false;
    FlatSet<std::string> tags;  // beside those of `heard`: of rules, and of what is not remembered
    FlatMap<std::string, std::string> attributes;
    std::int32_t persons = 0;
    std::vector<TeamName> teams;
    FlatMap<ClientName, UnitProgress> units;
    bool is_all = false;                        // the other is joined to this one, and no more
    FlatMap<std::string, std::string> answers;  // to the questions of its category
    std::optional<std::int32_t> score;
    std::string score_because;
    FlatMap<TeamName, Instant> team_since;  // of `teams`
    // Calls of the other that somebody took: they are taken here, by the same person, in the place of what this one has
    // of that name.
    std::vector<Escalation> answered;
    FlatSet<ClientName> also_about;  // whose teams and coordinators its calls ask
    Milliseconds check_in{0};        // its units are to say something of their own as often; 0 = need not

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "from", self.from);
        visit(3, "reports", self.reports);
        visit.sealed(4, "heard", self.heard);
        visit(5, "newest_report_at", self.newest_report_at);
        visit(6, "is_exercise", self.is_exercise);
        visit(7, "tags", self.tags);
        visit.sealed(8, "attributes", self.attributes);
        visit(9, "persons", self.persons);
        visit(10, "teams", self.teams);
        visit(11, "units", self.units);
        visit.sealed(13, "answers", self.answers);
        visit(14, "score", self.score);
        visit(16, "is_all", self.is_all);
        visit.sealed(15, "score_because", self.score_because);
        visit(17, "answered", self.answered);
        visit(18, "team_since", self.team_since);
        visit(19, "also_about", self.also_about);
        visit(20, "check_in", self.check_in);
    }
};

// What a report is called within its incident: the client that sent it, and the id that it gave.
struct ReportName {
    ClientName client;
    std::string id;

    bool operator==(const ReportName&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "client", self.client);
        visit(2, "id", self.id);
    }
};

// Reports of this incident are another's from here on.
struct Parted {
    IncidentId incident;
    IncidentId to;
    std::vector<ReportName> reports;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "to", self.to);
        visit(3, "reports", self.reports);
    }
};

// The order stands; the incident that it is about was joined to another.
struct InstructionMoved {
    InstructionId instruction;
    IncidentId to;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "instruction", self.instruction);
        visit(2, "to", self.to);
    }
};

// A request was asked the questions of its category; by the hub, when its report answered them itself.
struct Assessed {
    IncidentId incident;
    std::vector<std::pair<std::string, std::string>> answers;  // all so far
    std::int32_t score = 0;
    std::string because;   // "weapon_seen: yes (+5), injured: no (0)"
    bool is_anew = false;  // what was answered to other questions counts no more

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit.sealed(2, "answers", self.answers);
        visit(3, "score", self.score);
        visit.sealed(4, "because", self.because);
        visit(5, "is_anew", self.is_anew);
    }
};

// How often a unit on an incident is to say something of its own changed with the category.
struct CheckInSet {
    IncidentId incident;
    ClientName unit;
    Milliseconds check_in{0};

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "unit", self.unit);
        visit(3, "check_in", self.check_in);
    }
};

// One for whom an instruction is went off duty, or is in another role, and is not waited for. What it accepted counts.
struct AddresseeLeft {
    InstructionId instruction;
    ClientName client;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "instruction", self.instruction);
        visit(2, "client", self.client);
    }
};

}  // namespace paraat::core

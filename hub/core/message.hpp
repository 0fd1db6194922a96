#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/answers.hpp"
#include "hub/core/desk_answers.hpp"
#include "hub/core/heard.hpp"
#include "hub/core/input.hpp"
#include "hub/core/names.hpp"
#include "hub/core/organisation_view.hpp"
#include "hub/core/position.hpp"
#include "hub/core/words.hpp"

// What the hub says, as values: hub/projection fills them, hub/codec writes them. Contract sections 2 to 6; a nullopt
// is left out on the wire.
namespace paraat::core {

struct Receipt {
    std::string id;
    InputKind kind = InputKind::report;
    bool accepted = false;
    // Of an accepted input.
    std::optional<IncidentId> incident;
    std::optional<bool> joined;
    std::optional<InstructionId> instruction;
    std::optional<std::int64_t> seq;
    std::vector<std::string> ignored;
    std::string erasure = {};  // "ordered", or "waits" until its incident is let go of
    // Of a refused one.
    std::string code;
    std::string field;
    std::string error;
    std::optional<Milliseconds> retry_after;  // with "retry":true
    std::string of;                           // of an unreadable input: first 16 hex digits of its SHA-256
    // With stale_revision, newer_alarm and claimed: what is there now.
    struct Now {
        Revision rev = 0;
        std::string by;
        std::string did;

        bool operator==(const Now&) const = default;
    };
    std::optional<Now> now;

    bool operator==(const Receipt&) const = default;
};

struct EscalationView {
    RuleName rule;
    Because because;
    PolicyName policy;
    std::int32_t step = 0;
    std::string target;             // several are joined by ","
    std::optional<Instant> ack_by;  // absent once it ended
    ClientName acked_by;
    Instant acked_at;  // 0 = nobody yet

    bool operator==(const EscalationView&) const = default;
};

struct AssignedUnit {
    ClientName unit;
    std::string state;
    Instant since;

    bool operator==(const AssignedUnit&) const = default;
};

struct AssignedTeam {
    TeamName team;
    std::string state;
    std::optional<Instant> since;

    bool operator==(const AssignedTeam&) const = default;
};

struct PauseView {
    ClientName by;
    Instant until;
    std::string text;

    bool operator==(const PauseView&) const = default;
};

struct Alert {
    IncidentId incident;
    Revision rev = 0;
    Revision raised = 0;
    DivisionName division;
    std::vector<DivisionName> divisions;
    IncidentStatus status = IncidentStatus::fresh;
    std::int32_t priority = 4;
    CategoryName category;
    Severity severity = Severity::minor;
    std::string title;
    std::string text;
    std::optional<Position> position;
    std::string area;
    std::string contract;
    Instant opened_at;
    Instant updated_at;
    std::int32_t reports = 0;
    bool acked = false;
    bool exercise = false;
    std::string talkgroup;
    std::vector<TeamName> teams;
    std::vector<AssignedUnit> units;
    std::optional<EscalationView> escalation;  // the one with the nearest ack_by
    std::vector<EscalationView> escalations;   // empty = left out
    std::string group;                         // empty = left out
    ClientName claimed_by = {};                // likewise, as all below
    std::optional<Instant> claimed_until = {};
    std::optional<PauseView> silenced = {};
    std::optional<PauseView> shelved = {};
    std::vector<AssignedTeam> team_states = {};
    std::optional<Ending> ending = {};
    std::optional<IncidentId> into = {};
    std::string passed_to = {};
    bool silent = false;     // of a panic; left out when false, as the next
    bool cancelled = false;  // its unit took it back
    std::optional<std::int32_t> score = {};
    std::string score_because = {};

    bool operator==(const Alert&) const = default;
};

struct Notice {
    IncidentId incident;
    Revision rev = 0;
    DivisionName division;
    NoticeReason reason = NoticeReason::escalation;
    PolicyName policy;
    std::int32_t step = 0;
    std::string target;
    std::int32_t priority = 4;
    std::string title;
    std::string because;
    Instant sent_at;
    std::optional<Instant> ack_by;
    bool exercise = false;  // left out on the wire when false

    bool operator==(const Notice&) const = default;
};

struct InstructionAnswer {
    ClientName client;
    Answer answer = Answer::delivered;
    Instant at;
    std::string text;

    bool operator==(const InstructionAnswer&) const = default;
};

struct InstructionView {
    InstructionId instruction;
    Revision rev = 0;
    ClientName from;
    std::string to;
    DivisionName division;
    std::optional<IncidentId> incident;
    std::string text;
    std::int32_t priority = 4;
    Instant issued_at;
    std::optional<Instant> respond_by;
    InstructionState state = InstructionState::issued;
    Needs needs = Needs::any;
    std::string talkgroup;
    bool exercise = false;
    std::vector<InstructionAnswer> answers;
    std::optional<Deployment> deployment = {};

    bool operator==(const InstructionView&) const = default;
};

// An order, and how far it got with each whom it is for: those who answered are in `order`.
struct InstructionLife {
    InstructionView order;
    std::vector<ClientName> silent;  // who said nothing yet
    std::vector<ClientName> left;    // who are gone, and not waited for
    std::int64_t addressees = 0;     // also those of very many that are not named
    std::optional<Instant> ended_at = {};

    bool operator==(const InstructionLife&) const = default;
};

struct UnitView {
    ClientName unit;
    TeamName team;
    std::optional<UnitStatus> status;
    PresenceState presence = PresenceState::unknown;
    std::optional<Position> position;
    std::optional<std::int32_t> accuracy_m;
    std::optional<Instant> position_at;
    std::optional<std::int32_t> battery_pct;
    std::optional<IncidentId> incident;  // "" on the wire when none
    bool panic = false;
    std::optional<Instant> status_at;
    PresenceReason presence_reason = PresenceReason::unheard;
    RoleName role = {};  // of its shift; empty = left out
    std::optional<Instant> shift_until = {};
    ClientName cover = {};  // on covert boards: who is on the open one in its place; empty = left out
    std::optional<UnitStatus> cover_status = {};

    bool operator==(const UnitView&) const = default;
};

struct TeamCount {
    TeamName team;
    std::int32_t on_duty = 0;
    std::int32_t available = 0;

    bool operator==(const TeamCount&) const = default;
};

// What changed on a division's board in the last interval; entries are absolute.
struct Board {
    DivisionName division;
    Revision rev = 0;
    Instant at;
    std::vector<UnitView> units;
    std::vector<ClientName> removed;
    std::vector<TeamCount> teams;

    bool operator==(const Board&) const = default;
};

struct BoardSummary {
    DivisionName division;
    Revision rev = 0;
    Instant at;
    Milliseconds interval{200};
    std::int32_t units = 0;
    std::int32_t open = 0;
    std::int32_t unacknowledged = 0;
    std::vector<TeamCount> teams;
    std::int32_t silenced = 0;  // of the open; left out when 0, as the next
    std::int32_t shelved = 0;   // likewise
    bool flood = false;         // alerts come to the division faster than anybody can look at; left out when false

    bool operator==(const BoardSummary&) const = default;
};

struct TeamBoard {
    DivisionName division;
    TeamName team;
    Revision rev = 0;
    Instant at;
    std::vector<UnitView> units;

    bool operator==(const TeamBoard&) const = default;
};

struct HubStatus {
    std::string node;
    HubState state = HubState::starting;
    // A last will has the fields above and the generation only.
    struct Living {
        Instant since;
        Instant at;
        Milliseconds interval{5000};
        std::string version;
        std::int32_t contract = 1;
        std::string rules_version;
        bool shedding = false;
        std::int64_t clock_offset_ms = 0;
        std::vector<std::string> reasons;

        bool operator==(const Living&) const = default;
    };
    std::string generation;
    std::optional<Living> living;

    bool operator==(const HubStatus&) const = default;
};

struct TimelineEntry {
    std::int64_t n = 0;
    Instant at;
    std::string what;
    std::string by;
    std::string text;
    RuleName rule;
    std::string rules_version;
    std::string because;
    DivisionName division;
    PolicyName policy;
    std::optional<std::int32_t> step;
    std::string target;
    std::optional<Instant> ack_by;
    std::optional<Revision> rev;
    std::string report = {};  // the client's id of it
    std::optional<IncidentId> other = {};
    std::optional<Instant> until = {};
    std::optional<InstructionId> instruction = {};

    bool operator==(const TimelineEntry&) const = default;
};

// What one part of a condition came to.
struct ConditionPart {
    std::string text;     // as it stands in the rule
    std::string came_to;  // "true", "false", "not looked at", or why it failed
    std::string saw;      // what its names stood for: `report.persons is 12`

    bool operator==(const ConditionPart&) const = default;
};

// What became of one rule in one judgement of an incident.
struct RuleFinding {
    std::int64_t n = 0;
    std::int64_t judgement = 0;  // of the incident, from 1
    Instant at;
    std::string what;  // what was judged: "report_received"
    std::string by;
    std::string rules_version;
    RuleName rule;
    std::string place;    // "20-serious-crime.toml:4"
    std::string verdict;  // fired | not_fired | failed | waits; of one on trial shadow_fired and so on
    std::string because;
    std::vector<ConditionPart> parts;

    bool operator==(const RuleFinding&) const = default;
};

struct QueryResult {
    std::string id;
    std::string ask;
    bool ok = false;
    Instant at;
    Revision rev = 0;
    std::int64_t total = 0;
    // What was asked for: incidents, one incident with its timeline, or units.
    std::optional<std::vector<Alert>> incidents;
    std::optional<Alert> incident;
    std::optional<std::vector<TimelineEntry>> timeline;
    std::optional<std::vector<UnitView>> units;
    std::optional<std::vector<RuleFinding>> findings;  // of "explain"
    std::vector<std::string> why_not;                  // of its target
    std::vector<std::string> remarks;                  // what could not be found out
    std::string next;                                  // empty = the end
    // When not ok.
    std::string code;
    std::string field;
    std::string error;
    // Of "nearest", "policies" and "reach".
    std::optional<NearestAnswer> nearest = {};
    std::optional<std::vector<PolicyView>> policies = {};
    std::optional<std::vector<ReachWindow>> reach = {};
    std::int64_t holes = 0;  // of reach, on all pages
    // Of "handover", "load", "exercises" and "heard".
    std::optional<HandoverAnswer> handover = {};
    std::optional<std::vector<PostLoadView>> load = {};
    std::optional<std::vector<ExerciseView>> exercises = {};
    std::optional<std::vector<HeardMessage>> heard = {};
    std::optional<OrganisationView> organisation = {};
    std::optional<std::vector<InstructionLife>> instructions = {};
    std::optional<AreasAnswer> areas = {};

    bool operator==(const QueryResult&) const = default;
};

}  // namespace paraat::core

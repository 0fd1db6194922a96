#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/core/input.hpp"
#include "hub/core/message.hpp"
#include "hub/core/report_heard.hpp"
#include "hub/core/word_field.hpp"

// What happened to an incident. Each event carries everything that the state needs from it, so that a replay asks
// neither the rules nor the organisation of today. `fields` lists an event's members once, with the numbers that the
// journal keeps (never reused); `sealed` marks personal data (docs/formats/journal.md).
namespace paraat::core {

struct ReportReceived {
    IncidentId incident;  // that it opens or joins
    std::string id;       // the client's
    Report report;
    std::vector<std::string> areas;  // the named polygons that its position lies in
    // The same as incidents remember it, made when it was decided, for all folds at once; empty when it was read back.
    Shared<ReportHeard> heard = {};

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "id", self.id);
        visit(3, "sent_at", self.report.sent_at);
        visit(4, "occurred_at", self.report.occurred_at);
        visit(5, "category", self.report.category);
        visit(6, "severity", self.report.severity);
        visit.sealed(7, "text", self.report.text);
        visit.sealed(8, "position", self.report.position);
        visit.sealed(9, "accuracy_m", self.report.accuracy_m);
        visit.sealed(10, "address", self.report.address);
        visit(11, "area", self.report.area);
        visit(12, "contract", self.report.contract);
        visit(13, "tags", self.report.tags);
        visit(14, "persons", self.report.persons);
        visit.sealed(15, "reporter", self.report.reporter);
        visit(16, "references", self.report.references);
        visit(17, "lmc", self.report.lmc);
        visit(18, "attachments", self.report.attachments);
        visit(19, "covert", self.report.covert);
        visit(20, "exercise", self.report.exercise);
        visit.sealed(21, "attributes", self.report.attributes);
        visit.sealed(22, "areas", self.areas);
    }
};

struct IncidentOpened {
    IncidentId incident;
    CompartmentName compartment;
    Severity severity = Severity::minor;
    std::int32_t priority = 4;
    std::string title;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "compartment", self.compartment);
        visit(3, "severity", self.severity);
        visit(4, "priority", self.priority);
        visit(5, "title", self.title);
    }
};

struct ReportJoined {
    IncidentId incident;
    std::int64_t metres = 0;  // from the incident's first position

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "metres", self.metres);
    }
};

// A division got the incident: by a rule, by its category (rule empty), or by a person.
struct Routed {
    IncidentId incident;
    DivisionName division;
    RuleName rule;
    std::string rules_version;
    Because because;
    bool is_tray = false;  // the centre's own: the incident is new until somebody triages it

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "division", self.division);
        visit(3, "rule", self.rule);
        visit(4, "rules_version", self.rules_version);
        visit.sealed(5, "because", self.because);
        visit(6, "is_tray", self.is_tray);
    }
};

struct PriorityChanged {
    IncidentId incident;
    std::int32_t priority = 4;
    RuleName rule;  // empty when a person or the severity did it
    Because because;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "priority", self.priority);
        visit(3, "rule", self.rule);
        visit.sealed(4, "because", self.because);
    }
};

struct SeverityChanged {
    IncidentId incident;
    Severity severity = Severity::minor;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "severity", self.severity);
    }
};

// A person looked at it: it is no longer new.
struct Triaged {
    IncidentId incident;
    std::optional<CategoryName> category;  // when it changed
    std::string title;                     // then the new one
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "category", self.category);
        visit(3, "title", self.title);
        visit.sealed(4, "text", self.text);
    }
};

// A team or a unit; the other is empty.
struct Assigned {
    IncidentId incident;
    DivisionName division;
    TeamName team;
    ClientName unit;
    bool is_dispatch = false;  // an instruction goes with it
    TeamName member_of = {};   // the unit's

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "division", self.division);
        visit(3, "team", self.team);
        visit(4, "unit", self.unit);
        visit(5, "is_dispatch", self.is_dispatch);
        visit(6, "member_of", self.member_of);
    }
};

struct Unassigned {
    IncidentId incident;
    TeamName team;
    ClientName unit;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "team", self.team);
        visit(3, "unit", self.unit);
    }
};

// How far a unit got with the incident, by its own word.
struct UnitProgressed {
    IncidentId incident;
    ClientName unit;
    UnitState state = UnitState::assigned;
    TeamName member_of = {};
    Milliseconds check_in{0};  // how often it says something of its own there; 0 = it need not

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "unit", self.unit);
        visit_word(visit, 3, "state", self.state);
        visit(4, "member_of", self.member_of);
        visit(5, "check_in", self.check_in);
    }
};

// Somebody is on it, until nothing more comes of it for the length of the lease.
struct Claimed {
    IncidentId incident;
    Milliseconds lease{0};  // 0 = without end

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "lease", self.lease);
    }
};

// By the one who claimed it, by another, or by the hub when the lease ran out.
struct Released {
    IncidentId incident;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
    }
};

struct NoteAdded {
    IncidentId incident;
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit.sealed(2, "text", self.text);
    }
};

struct Resolved {
    IncidentId incident;
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit.sealed(2, "text", self.text);
    }
};

struct Reopened {
    IncidentId incident;
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit.sealed(2, "text", self.text);
    }
};

struct Closed {
    IncidentId incident;
    std::string text;
    Ending ending = Ending::done;
    std::optional<IncidentId> into = {};  // that it was joined to
    std::string to = {};                  // whom it was passed on to

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit.sealed(2, "text", self.text);
        visit(3, "ending", self.ending);
        visit(4, "into", self.into);
        visit(5, "to", self.to);
    }
};

struct DivisionRemoved {
    IncidentId incident;
    DivisionName division;
    std::string text;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "division", self.division);
        visit.sealed(3, "text", self.text);
    }
};

// Closed long enough: the state lets go of it, the journal keeps it.
struct IncidentRetired {
    IncidentId incident;
    std::vector<InstructionId> orders = {};  // that were about it, so that they are found again

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "incident", self.incident);
        visit(2, "orders", self.orders);
    }
};

}  // namespace paraat::core

#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/flat_map.hpp"
#include "hub/base/shared.hpp"
#include "hub/core/event.hpp"

namespace paraat::core {

// What one client was asked by one escalation, and how far that got.
struct NoticeRung {
    Revision rev = 0;  // of the incident, when it asked or was raised
    DivisionName division;
    NoticeReason reason = NoticeReason::escalation;
    PolicyName policy;
    std::int32_t step = 0;
    Target target;
    Instant sent_at;
    Instant ack_by;
    bool is_standing = true;           // until this client answered or the call ended
    FlatSet<Answer> reached;           // delivered, shown, read
    Instant remind_at = never;         // its client, who read it
    Shared<std::string> because = {};  // of a handover; a call has its own

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "rev", self.rev);
        visit(2, "division", self.division);
        visit(3, "reason", self.reason);
        visit(4, "policy", self.policy);
        visit(5, "step", self.step);
        visit(6, "target", self.target);
        visit(7, "sent_at", self.sent_at);
        visit(8, "ack_by", self.ack_by);
        visit(9, "is_standing", self.is_standing);
        visit(10, "reached", self.reached);
        visit(11, "remind_at", self.remind_at);
        visit(12, "because", self.because);
    }
};

// That a person lets it rest.
struct Pause {
    ClientName by;  // who answers for it
    Instant until;
    std::string text;  // the reason
    Instant tell_at = never;
    Instant since;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "by", self.by);
        visit(2, "until", self.until);
        visit(3, "text", self.text);
        visit(4, "tell_at", self.tell_at);
        visit(5, "since", self.since);
    }
};

// Of two spans the shorter; 0 = never.
inline Milliseconds more_often(Milliseconds one, Milliseconds other) {
    const Milliseconds none{0};
    return one == none || other == none ? std::max(one, other) : std::min(one, other);
}

// The hub's own record that one or more reports belong to. Changed by apply() only.
struct Incident {
    IncidentId id;
    CompartmentName compartment;
    CategoryName category;
    Severity severity = Severity::minor;
    std::optional<Severity> severity_reported;  // the highest that a report named
    std::int32_t priority = 4;
    bool is_priority_held = false;  // a person chose it: rules do not undo that before a new report comes
    IncidentStatus status = IncidentStatus::fresh;
    bool is_exercise = false;
    std::string title;
    Shared<std::string> text;          // of the first report
    std::optional<Position> position;  // the first that a report gave
    std::string area;
    std::string contract;
    Instant opened_at;
    Instant updated_at;
    Instant newest_report_at;
    Instant ended_at = never;  // closed
    std::int32_t reports = 0;
    std::vector<Shared<ReportHeard>> heard;  // the newest `heard_most` of them, oldest first
    FlatSet<std::string> areas;              // the named polygons that its reports lie in
    FlatSet<std::string> tags;               // of all reports
    std::string lmc;                         // of the newest that has one
    FlatMap<std::string, std::string> attributes;
    std::int32_t persons = 0;        // the most that a report named
    ClientName opened_by;            // the client of the first report
    ClientName panic_of;             // the unit whose panic it is
    std::optional<AlarmKind> alarm;  // that the hub raised by it
    ClientName about;                // of an alarm that the hub raised: the client that it is about
    Milliseconds check_in{0};        // as often at least its units say something, by what was joined to it; 0 = none
    FlatSet<ClientName> also_about;  // subjects of what called when it was joined to this: "own" means theirs as well
    std::vector<DivisionName> divisions;
    FlatSet<DivisionName> removed;  // by a person: neither rules nor categories bring it back
    Revision rev = 0;
    Revision raised = 0;  // the newest revision that asked for attention anew
    Revision acked_rev = 0;
    std::vector<TeamName> teams;
    FlatMap<TeamName, Instant> team_since;  // when each was assigned last
    FlatMap<ClientName, UnitProgress> units;
    ClientName claimed_by;
    Milliseconds claim_lease{0};
    Instant claimed_until = never;
    Revision claimed_rev = 0;
    Instant claimed_at;  // last; what was claimed and handed over, when it was claimed
    FlatMap<PauseKind, Pause> pauses;
    Ending ending = Ending::done;    // of a closed one
    std::optional<IncidentId> into;  // that it was joined to
    Shared<std::string> passed_to;
    bool is_silent = false;     // a panic that must not sound where it was pressed
    bool is_cancelled = false;  // by the unit whose panic it is
    bool is_under_duress = false;
    std::optional<std::int32_t> score;  // by the questions of its category
    Shared<std::string> score_because;
    FlatMap<std::string, std::string> answers;
    std::optional<Instant> first_acked_at;
    std::optional<Instant> first_on_scene_at;
    std::vector<Escalation> escalations;  // in the order of their start
    FlatMap<ClientName, FlatMap<PolicyName, NoticeRung>> notices;
    FlatSet<RuleName> instructed_by;     // rules that had their instruction issued
    FlatMap<RuleName, Instant> waits;    // rules that wait for something not to come, and until when
    FlatSet<RuleName> waited;            // rules whose wait was over, so that they acted
    FlatSet<RuleName> called_by;         // rules that began a call
    std::string group;                   // of incidents that call one after the other; empty = by itself
    FlatMap<PolicyName, CallHeld> held;  // calls that are held back
    FlatSet<RuleName> ebbed;             // those of them whose wave ended
    Shared<std::string> newest_text;     // of the newest report
    Receipt::Now changed_by_person;      // the newest change that a person made
    std::vector<Note> notes;             // the newest, oldest first
    std::vector<InstructionId> orders;   // instructions that were ever about it, the ended as well

    Incident();
    Incident(const Incident& other);
    Incident(Incident&& other) noexcept;
    Incident& operator=(const Incident& other);
    Incident& operator=(Incident&& other) noexcept;
    ~Incident();

    bool is_closed() const { return status == IncidentStatus::closed; }
    // Still takes reports: a resolved one is looked back at, not worked on.
    bool takes_reports() const { return !is_closed() && status != IncidentStatus::resolved; }
    // Since it asked for attention the last time.
    bool was_seen() const { return acked_rev >= raised && acked_rev > 0; }
    bool is_escalated() const;
    bool is_acked() const { return was_seen() && !is_escalated(); }
    bool is_with(const DivisionName& division) const;
    // Whose team and coordinator are meant by "own", but for `also_about`.
    const ClientName& subject() const { return about.empty() ? opened_by : about; }
    bool is_shelved() const { return pauses.contains(PauseKind::shelved); }
    // Whether a team or a unit is to do something about it: one of which all who came have left is not.
    bool is_manned() const;
    // Whether somebody accepted that, at least.
    bool is_underway() const;
    // How far a team is by those of its members that work on it: the furthest that has not left, `left` when all have;
    // nullopt when none of them does.
    std::optional<UnitProgress> progress_of(const TeamName& team) const;
    // A report becomes part of it; the first makes it what it is.
    void take(Shared<ReportHeard> report);
    // They are another's; what it knew by them only, it knows no more.
    void part_with(const std::vector<ReportName>& reports);
    const Escalation* escalation(const PolicyName& policy) const;  // nullptr when it never ran
    // The newest that stands with this client; nullptr when it is asked nothing.
    const NoticeRung* notice_of(const ClientName& client) const;
    // The newest revision in which it, or a call to this client, asked for attention: what an ack without one answers.
    Revision asked_rev(const ClientName& client) const;
    // Not done, and nobody is to do anything about it, or does.
    bool is_deserted() const { return takes_reports() && !is_manned(); }
    // Nobody took it up: it is nobody's when who acknowledged it goes.
    bool is_not_taken_up() const { return status <= IncidentStatus::dispatched && !is_underway(); }
    // Acknowledged, and nobody does anything yet.
    bool waits_for_deeds() const { return status <= IncidentStatus::open && !is_manned(); }
    // When the next step or reminder is due, of a call that runs (not before the end of a silence) or of an
    // acknowledgement that lasts for a time; `never` when nothing is.
    Instant next_due() const;
    // When a pause ends, or its end is near and nobody was told.
    Instant next_pause() const;
    // When a rule that waits, or a call that is held back, is looked at.
    Instant next_wait() const;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "id", self.id);
        visit(2, "compartment", self.compartment);
        visit(3, "category", self.category);
        visit(4, "severity", self.severity);
        visit(5, "priority", self.priority);
        visit(6, "status", self.status);
        visit(7, "is_exercise", self.is_exercise);
        visit(8, "title", self.title);
        visit(9, "text", self.text);
        visit(10, "position", self.position);
        visit(11, "area", self.area);
        visit(12, "contract", self.contract);
        visit(13, "opened_at", self.opened_at);
        visit(14, "updated_at", self.updated_at);
        visit(15, "newest_report_at", self.newest_report_at);
        visit(16, "ended_at", self.ended_at);
        visit(17, "reports", self.reports);
        visit(18, "tags", self.tags);
        visit(19, "attributes", self.attributes);
        visit(20, "persons", self.persons);
        visit(21, "opened_by", self.opened_by);
        visit(22, "divisions", self.divisions);
        visit(23, "rev", self.rev);
        visit(24, "raised", self.raised);
        visit(25, "acked_rev", self.acked_rev);
        visit(26, "teams", self.teams);
        visit(27, "units", self.units);
        visit(28, "claimed_by", self.claimed_by);
        visit(29, "escalations", self.escalations);
        visit(31, "instructed_by", self.instructed_by);
        visit(35, "removed", self.removed);
        visit(32, "changed_rev", self.changed_by_person.rev);
        visit(33, "changed_by", self.changed_by_person.by);
        visit(34, "changed_did", self.changed_by_person.did);
        visit(36, "notices", self.notices);
        visit(37, "severity_reported", self.severity_reported);
        visit(38, "is_priority_held", self.is_priority_held);
        visit(39, "lmc", self.lmc);
        visit(40, "heard", self.heard);
        visit(41, "areas", self.areas);
        visit(42, "waits", self.waits);
        visit(43, "waited", self.waited);
        visit(44, "ebbed", self.ebbed);
        visit(45, "called_by", self.called_by);
        visit(46, "newest_text", self.newest_text);
        visit(47, "group", self.group);
        visit(48, "held", self.held);
        visit(50, "claim_lease", self.claim_lease);
        visit(51, "claimed_until", self.claimed_until);
        visit(52, "claimed_rev", self.claimed_rev);
        visit(53, "pauses", self.pauses);
        visit(54, "ending", self.ending);
        visit(55, "into", self.into);
        visit(56, "passed_to", self.passed_to);
        visit(57, "is_silent", self.is_silent);
        visit(58, "is_cancelled", self.is_cancelled);
        visit(59, "is_under_duress", self.is_under_duress);
        visit(60, "score", self.score);
        visit(61, "score_because", self.score_because);
        visit(62, "answers", self.answers);
        visit(63, "first_acked_at", self.first_acked_at);
        visit(64, "first_on_scene_at", self.first_on_scene_at);
        visit(65, "team_since", self.team_since);
        visit(66, "about", self.about);
        visit(67, "panic_of", self.panic_of);
        visit(68, "alarm", self.alarm);
        visit(69, "claimed_at", self.claimed_at);
        visit(70, "notes", self.notes);
        visit(71, "orders", self.orders);
        visit(72, "also_about", self.also_about);
        visit(73, "check_in", self.check_in);
    }
};

// A report as its incident remembers it.
ReportHeard heard_in(const ReportReceived& event, Instant at, const ClientName& by);

// What an event does to its incident; events of other nouns do nothing. `at` and `by` are the event's.
void apply(Incident& incident, const EventBody& body, Instant at, const ClientName& by);

}  // namespace paraat::core

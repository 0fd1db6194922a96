#include "hub/core/incident.hpp"

#include <algorithm>

namespace paraat::core {
namespace {

// One overload per event; `change` is what every visible one does.
class Change {
public:
    Change(Incident& incident, Instant at, const ClientName& by) : incident_(incident), at_(at), by_(by) {}

    void operator()(const ReportReceived& event) {
        const Report& report = event.report;
        if (incident_.reports == 0) {
            incident_.id = event.incident;
            incident_.category = report.category;
            incident_.is_exercise = report.exercise;
            incident_.text = report.text;
            incident_.contract = report.contract;
            incident_.opened_at = at_;
            incident_.opened_by = by_;
        }
        if (!incident_.position) incident_.position = report.position;
        if (incident_.area.empty()) incident_.area = report.area;
        incident_.tags.insert(report.tags.begin(), report.tags.end());
        incident_.attributes.insert(report.attributes.begin(), report.attributes.end());
        incident_.persons = std::max(incident_.persons, report.persons.value_or(0));
        incident_.newest_report_at = at_;
        ++incident_.reports;
    }
    void operator()(const IncidentOpened& event) {
        incident_.compartment = event.compartment;
        incident_.severity = event.severity;
        incident_.priority = event.priority;
        incident_.title = event.title;
        change();
        raise();
    }
    void operator()(const ReportJoined&) { change(); }
    void operator()(const Routed& event) {
        incident_.divisions.push_back(event.division);
        incident_.removed.erase(event.division);
        if (!event.is_tray) open_if_new();
        change();
        raise();
    }
    void operator()(const PriorityChanged& event) {
        const bool is_up = event.priority < incident_.priority;
        incident_.priority = event.priority;
        change();
        if (is_up) raise();
    }
    void operator()(const SeverityChanged& event) {
        const bool is_up = event.severity > incident_.severity;
        incident_.severity = event.severity;
        change();
        if (is_up) raise();
    }
    void operator()(const Triaged& event) {
        if (event.category) {
            incident_.category = *event.category;
            incident_.title = event.title;
        }
        open_if_new();
        change_by_person("triage");
    }
    void operator()(const EscalationStarted& event) {
        Escalation started;
        started.policy = event.policy;
        started.rule = event.rule;
        started.rules_version = event.rules_version;
        started.because = event.because;
        std::erase_if(incident_.escalations, [&](const Escalation& e) { return e.policy.name == event.policy.name; });
        incident_.escalations.push_back(std::move(started));
        if (by_ != the_hub) change_by_person("escalate");
    }
    void operator()(const EscalationStepped& event) {
        change();
        for (Escalation& escalation : incident_.escalations) {
            if (escalation.policy.name != event.policy) continue;
            escalation.step = event.step;
            escalation.asked = event.asked;
            escalation.step_ends = event.step_ends;
            escalation.ack_by = event.ack_by;
        }
        for (const AskedBehind& asked : event.asked) {
            for (const ClientName& client : asked.clients) ask(client, event, asked);
        }
    }
    void operator()(const NoticeReached& event) { incident_.notices[by_].reached.insert(event.rung); }
    void operator()(const Acknowledged& event) {
        incident_.acked_rev = std::max(incident_.acked_rev, event.rev);
        for (const PolicyName& policy : event.ended) end_escalation(policy);
        const auto own = incident_.notices.find(by_);
        if (own != incident_.notices.end()) own->second.is_standing = false;
        open_if_new();
        change_by_person("ack");
    }
    void operator()(const Declined&) {
        const auto own = incident_.notices.find(by_);
        if (own != incident_.notices.end()) own->second.is_standing = false;
        change();
    }
    void operator()(const Assigned& event) {
        if (!event.team.empty() && std::count(incident_.teams.begin(), incident_.teams.end(), event.team) == 0) {
            incident_.teams.push_back(event.team);
        }
        if (!event.unit.empty()) incident_.units[event.unit] = {"assigned", at_};
        if (incident_.status < IncidentStatus::dispatched) incident_.status = IncidentStatus::dispatched;
        change_by_person("assign");
    }
    void operator()(const Unassigned& event) {
        std::erase(incident_.teams, event.team);
        incident_.units.erase(event.unit);
        change_by_person("unassign");
    }
    void operator()(const UnitProgressed& event) {
        incident_.units[event.unit] = {event.state, at_};
        if (incident_.takes_reports()) {
            if (event.state == "en_route") incident_.status = std::max(incident_.status, IncidentStatus::en_route);
            if (event.state == "on_scene") incident_.status = std::max(incident_.status, IncidentStatus::on_scene);
        }
        change();
    }
    void operator()(const Claimed&) {
        incident_.claimed_by = by_;
        change_by_person("claim");
    }
    void operator()(const Released&) {
        incident_.claimed_by = {};
        change_by_person("release");
    }
    void operator()(const NoteAdded&) { change_by_person("note"); }
    void operator()(const Resolved&) {
        incident_.status = IncidentStatus::resolved;
        change_by_person("resolve");
    }
    void operator()(const Reopened&) {
        incident_.status = IncidentStatus::open;
        incident_.ended_at = never;
        change_by_person("reopen");
        raise();
    }
    void operator()(const Closed&) {
        incident_.status = IncidentStatus::closed;
        incident_.ended_at = at_;
        for (Escalation& escalation : incident_.escalations) end(escalation);
        for (auto& [client, notice] : incident_.notices) notice.is_standing = false;
        change_by_person("close");
    }
    void operator()(const DivisionRemoved& event) {
        std::erase(incident_.divisions, event.division);
        incident_.removed.insert(event.division);
        change_by_person("remove_division");
    }
    void operator()(const PanicRaised&) {
        change();
        raise();
    }
    void operator()(const InstructionIssued& event) {
        if (!event.rule.empty()) incident_.instructed_by.insert(event.rule);
    }
    template <class Other>
    void operator()(const Other&) {}

private:
    void change() {
        ++incident_.rev;
        incident_.updated_at = at_;
    }
    void change_by_person(const char* did) {
        change();
        incident_.changed_by_person = {incident_.rev, by_.text, did};
    }
    void raise() { incident_.raised = incident_.rev; }
    void open_if_new() {
        if (incident_.status == IncidentStatus::fresh) incident_.status = IncidentStatus::open;
    }
    void ask(const ClientName& client, const EscalationStepped& step, const AskedBehind& asked) {
        for (Escalation& escalation : incident_.escalations) {
            if (escalation.policy.name == step.policy) escalation.asked_ever.insert(client);
        }
        NoticeRung& notice = incident_.notices[client];
        notice = NoticeRung{incident_.rev, asked.division,
                            step.reason,   step.policy,
                            step.step,     asked.target,
                            at_,           step.ack_by,
                            true,          std::move(notice.reached)};
    }
    static void end(Escalation& escalation) {
        escalation.is_running = false;
        escalation.step_ends = never;
        escalation.ack_by = never;
    }
    void end_escalation(const PolicyName& policy) {
        for (Escalation& escalation : incident_.escalations) {
            if (escalation.policy.name != policy || !escalation.is_running) continue;
            end(escalation);
            escalation.acked_by = by_;
            escalation.acked_at = at_;
        }
        for (auto& [client, notice] : incident_.notices) {
            if (notice.policy == policy) notice.is_standing = false;
        }
    }

    Incident& incident_;
    const Instant at_;
    const ClientName& by_;
};

}  // namespace

bool Incident::is_with(const DivisionName& division) const {
    return std::find(divisions.begin(), divisions.end(), division) != divisions.end();
}

const Escalation* Incident::escalation(const PolicyName& policy) const {
    for (const Escalation& escalation : escalations) {
        if (escalation.policy.name == policy) return &escalation;
    }
    return nullptr;
}

Instant Incident::next_due() const {
    Instant due = never;
    for (const Escalation& escalation : escalations) due = std::min(due, escalation.ack_by);
    return due;
}

void apply(Incident& incident, const EventBody& body, Instant at, const ClientName& by) {
    std::visit(Change{incident, at, by}, body);
}

}  // namespace paraat::core

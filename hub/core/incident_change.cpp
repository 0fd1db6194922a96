#include <algorithm>

#include "hub/core/incident_editing.hpp"

namespace paraat::core {
namespace {

// What happened to the incident itself; its calls are in call_change.cpp.
class IncidentChange : private IncidentEditing {
public:
    using IncidentEditing::IncidentEditing;

    void operator()(const ReportReceived& event) {
        if (incident_.reports == 0) begin(event.incident, event.report.exercise);
        renew_claim();
        const bool is_made = !event.heard->client.empty();
        incident_.take(is_made ? event.heard : Shared(heard_in(event, at_, by_)));
        incident_.is_priority_held = false;
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
        change_by("assign");
        raise();
    }
    void operator()(const PriorityChanged& event) {
        const bool is_up = event.priority < incident_.priority;
        incident_.priority = event.priority;
        incident_.is_priority_held = by_ != the_hub;
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
            incident_.is_priority_held = false;
        }
        open_if_new();
        change_by("triage");
    }
    void operator()(const Assigned& event) {
        if (!event.team.empty() && std::count(incident_.teams.begin(), incident_.teams.end(), event.team) == 0) {
            incident_.teams.push_back(event.team);
        }
        if (!event.team.empty()) incident_.team_since[event.team] = at_;
        if (!event.unit.empty()) {
            const auto [known, is_new] = incident_.units.try_emplace(event.unit);
            const bool is_at_it = !is_new && known->second.state != UnitState::left;
            if (!is_at_it) known->second = {UnitState::assigned, at_, event.member_of};
        }
        if (incident_.status < IncidentStatus::dispatched) incident_.status = IncidentStatus::dispatched;
        change_by(event.is_dispatch ? "dispatch" : "assign");
        settle();
    }
    void operator()(const Unassigned& event) {
        std::erase(incident_.teams, event.team);
        incident_.units.erase(event.unit);
        change_by("unassign");
        open_if_deserted();
    }
    void operator()(const UnitProgressed& event) {
        incident_.units[event.unit] = {event.state, at_, event.member_of, event.check_in};
        if (event.state == UnitState::accepted) reach(IncidentStatus::dispatched);
        if (event.state == UnitState::en_route) reach(IncidentStatus::en_route);
        if (event.state == UnitState::on_scene) reach(IncidentStatus::on_scene);
        const bool is_first = event.state == UnitState::on_scene && incident_.takes_reports();
        if (is_first && !incident_.first_on_scene_at) incident_.first_on_scene_at = at_;
        change();
        settle();
        open_if_deserted();
    }
    void operator()(const CheckInSet& event) { incident_.units.at(event.unit).check_in = event.check_in; }
    void operator()(const WaitBegun& event) { incident_.waits[event.rule] = event.due; }
    void operator()(const WaitEnded& event) {
        incident_.waits.erase(event.rule);
        if (event.outcome == WaitOutcome::fired) incident_.waited.insert(event.rule);
    }
    void operator()(const WaveEnded& event) { incident_.ebbed.insert(event.rule); }
    void operator()(const WaveRaised& event) {
        incident_.ebbed.erase(event.rule);
        change();
        raise();
    }
    void operator()(const Grouped& event) {
        incident_.group = event.group;
        change();
    }
    void operator()(const Tagged& event) { incident_.tags.insert(event.tags.begin(), event.tags.end()); }
    void operator()(const Titled& event) {
        incident_.title = event.title;
        change();
    }
    void operator()(const Claimed& event) {
        if (incident_.claimed_by != by_) incident_.claimed_rev = incident_.rev + 1;
        incident_.claimed_by = by_;
        incident_.claimed_at = at_;
        incident_.claim_lease = event.lease;
        change_by("claim");
    }
    void operator()(const Released&) {
        release();
        change_by("release");
    }
    void operator()(const Paused& event) {
        const Instant tell_at = event.until - event.tell_before;
        incident_.pauses[event.kind] = {by_, event.until, event.text, tell_at > at_ ? tell_at : never, at_};
        change_by(event.kind == PauseKind::silenced ? "silence" : "shelve");
    }
    void operator()(const PauseTold& event) { incident_.pauses[event.kind].tell_at = never; }
    void operator()(const Resumed& event) {
        incident_.pauses.erase(event.kind);
        change_by(event.kind == PauseKind::silenced ? "silence" : "shelve");
        if (event.kind == PauseKind::shelved) last_anew();
        // What was put aside comes back as if it were new; who takes it back has it in his hands.
        if (event.kind == PauseKind::shelved && by_ == the_hub) raise();
    }
    void operator()(const Absorbed& event) {
        if (incident_.reports == 0) begin(event.incident, event.is_exercise);
        const std::int32_t before = incident_.reports;
        std::vector<Shared<ReportHeard>> all = std::move(incident_.heard);
        incident_.heard.clear();
        all.insert(all.end(), event.heard.begin(), event.heard.end());
        std::stable_sort(all.begin(), all.end(), [](const auto& one, const auto& two) { return one->at < two->at; });
        for (const Shared<ReportHeard>& report : all) incident_.take(report);
        incident_.reports = before + event.reports;
        incident_.newest_report_at = std::max(incident_.newest_report_at, event.newest_report_at);
        incident_.tags.insert(event.tags.begin(), event.tags.end());
        incident_.attributes.insert(event.attributes.begin(), event.attributes.end());
        incident_.persons = std::max(incident_.persons, event.persons);
        for (const TeamName& team : event.teams) {
            if (std::count(incident_.teams.begin(), incident_.teams.end(), team) == 0) incident_.teams.push_back(team);
            const auto since = event.team_since.find(team);
            if (since != event.team_since.end()) incident_.team_since.insert(*since);
        }
        if (!event.teams.empty()) reach(IncidentStatus::dispatched);
        for (const auto& [unit, progress] : event.units) bring(unit, progress);
        incident_.also_about.insert(event.also_about.begin(), event.also_about.end());
        incident_.check_in = more_often(incident_.check_in, event.check_in);
        incident_.answers.insert(event.answers.begin(), event.answers.end());
        if (!incident_.score && event.score) {
            incident_.score = event.score;
            incident_.score_because = event.score_because;
        }
        change_by("merge");
    }
    void operator()(const Parted& event) {
        incident_.part_with(event.reports);
        change_by("split");
    }
    void operator()(const NoteAdded& event) {
        if (incident_.notes.size() == notes_most) incident_.notes.erase(incident_.notes.begin());
        incident_.notes.push_back({at_, by_, event.text});
        change_by("note");
    }
    void operator()(const Resolved&) {
        incident_.status = IncidentStatus::resolved;
        incident_.waits.clear();
        change_by("resolve");
        settle();
    }
    void operator()(const Reopened&) {
        incident_.status = IncidentStatus::open;
        incident_.ended_at = never;
        incident_.ending = Ending::done;
        incident_.into.reset();
        incident_.passed_to = {};
        incident_.waited.clear();
        for (Escalation& call : incident_.escalations) call.remind_acker_at = call.ack_ends = never;
        change_by("reopen");
        raise();
    }
    void operator()(const Closed& event) {
        incident_.status = IncidentStatus::closed;
        incident_.ended_at = at_;
        incident_.ending = event.ending;
        incident_.into = event.into;
        incident_.passed_to = event.to;
        incident_.pauses.clear();
        release();
        incident_.waits.clear();
        if (event.ending == Ending::joined) incident_.held.clear();  // they are the other's
        for (Escalation& escalation : incident_.escalations) end(escalation);
        for (auto& [client, notices] : incident_.notices) {
            for (auto& [policy, notice] : notices) notice.is_standing = false;
        }
        change_by(deed_of(event.ending));
    }
    void operator()(const DivisionRemoved& event) {
        std::erase(incident_.divisions, event.division);
        incident_.removed.insert(event.division);
        change_by("remove_division");
    }
    void operator()(const PanicRaised& event) {
        if (incident_.status == IncidentStatus::resolved) incident_.status = IncidentStatus::open;
        if (event.position) incident_.position = event.position;
        incident_.is_silent |= event.is_silent;
        incident_.panic_of = event.unit;
        incident_.is_cancelled = false;
        change();
        raise();
    }
    void operator()(const PanicCancelled& event) {
        if (!incident_.takes_reports()) incident_.status = IncidentStatus::open;
        incident_.is_cancelled = true;
        incident_.is_under_duress |= event.is_duress;
        change();
        raise();
    }
    void operator()(const AlarmRaised& event) {
        const bool is_anew = incident_.alarm.has_value();
        incident_.about = event.client;
        incident_.alarm = event.kind;
        if (!is_anew) return;
        change();
        raise();
    }
    void operator()(const Assessed& event) {
        if (event.is_anew) incident_.answers.clear();
        incident_.score = event.score;
        incident_.score_because = event.because;
        if (event.answers.empty()) incident_.score.reset();
        for (const auto& [question, answer] : event.answers) {
            incident_.answers[question] = answer;
            incident_.attributes[question] = answer;
        }
        change_by("assess");
    }
    void operator()(const InstructionIssued& event) {
        if (!event.rule.empty()) incident_.instructed_by.insert(event.rule);
        incident_.orders.push_back(event.instruction);
    }
    void operator()(const InstructionMoved& event) { incident_.orders.push_back(event.instruction); }
    template <class Other>
    void operator()(const Other&) {}

private:
    static const char* deed_of(Ending ending) {
        switch (ending) {
            case Ending::done: return "close";
            case Ending::joined: return "merge";
            case Ending::refused: return "refuse";
            case Ending::passed_on: return "pass_on";
        }
        return "close";
    }
    void begin(const IncidentId& id, bool is_exercise) {
        incident_.id = id;
        incident_.is_exercise = is_exercise;
        incident_.opened_at = at_;
    }
    void bring(const ClientName& unit, const UnitProgress& progress) {
        UnitProgress& own = incident_.units.try_emplace(unit, progress).first->second;
        const bool is_further = own.state == UnitState::left || progress.state > own.state;
        if (progress.state != UnitState::left && is_further) own = progress;
        if (progress.state == UnitState::left) return;
        reach(progress.state == UnitState::on_scene   ? IncidentStatus::on_scene
              : progress.state == UnitState::en_route ? IncidentStatus::en_route
                                                      : IncidentStatus::dispatched);
    }
    // On the shelf no acknowledgement ran out.
    void last_anew() {
        for (Escalation& call : incident_.escalations) {
            if (call.is_running || call.ack_ends == never || !call.policy.ack_lasts) continue;
            call.ack_ends = at_ + *call.policy.ack_lasts;
            call.remind_acker_at = at_ + *call.policy.ack_lasts * 2 / 3;
        }
    }
    // The furthest that it got.
    void reach(IncidentStatus status) {
        if (incident_.takes_reports()) incident_.status = std::max(incident_.status, status);
    }
    void release() {
        incident_.claimed_by = {};
        incident_.claimed_until = never;
        incident_.claim_lease = Milliseconds{0};
    }
    // Nobody is on the way any more: somebody has to be sent again.
    void open_if_deserted() {
        const bool was_sent =
            incident_.status == IncidentStatus::dispatched || incident_.status == IncidentStatus::en_route;
        if (!was_sent || incident_.is_manned()) return;
        incident_.status = IncidentStatus::open;
        // What was to come of an acknowledgement meanwhile did not.
        for (Escalation& call : incident_.escalations) {
            if (call.ack_ends != never) call.ack_ends = std::max(call.ack_ends, at_);
        }
    }
};

}  // namespace

ReportHeard heard_in(const ReportReceived& event, Instant at, const ClientName& by) {
    const Report& report = event.report;
    ReportHeard heard{at, by, report.category, event.id};
    heard.severity = report.severity;
    heard.text = report.text;
    heard.position = report.position;
    heard.area = report.area;
    heard.contract = report.contract;
    heard.areas.insert(event.areas.begin(), event.areas.end());
    heard.tags = report.tags;
    heard.persons = report.persons.value_or(0);
    heard.lmc = report.lmc;
    heard.attributes = report.attributes;
    return heard;
}

void apply(Incident& incident, const EventBody& body, Instant at, const ClientName& by) {
    const Revision before = incident.rev;
    std::visit(IncidentChange{incident, at, by}, body);
    apply_to_calls(incident, body, at, by);
    tell_anew_what_stands(incident, before, at, by);
}

}  // namespace paraat::core

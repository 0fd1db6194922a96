#include "hub/projection/alert.hpp"
#include "hub/base/json_size.hpp"

#include <algorithm>

namespace paraat::projection {
namespace {

// What texts take in JSON at most, so that every alert and instruction stays below the 64 KiB of a message, whatever is
// in them. Only control characters are six bytes each: a text of 4,000 bytes without them is never cut.
constexpr std::size_t pause_text_most = 5'000;
constexpr std::size_t score_because_most = 2'000;
constexpr std::size_t becauses_bytes = 12'000;  // of all escalations
constexpr std::size_t answers_bytes = 20'000;   // of all answers; 150 of them take 17,000 without their texts
constexpr std::size_t units_most = 150;

// Who asks for more than its share tells its sentence only.
core::Because cut(core::Because because, std::size_t share) {
    std::size_t size = json_size(because.text);
    for (const auto& [name, value] : because.args) size += json_size(name) + json_size(value) + 6;
    if (size > share) because.args.clear();
    because.text = cut_to_json_size(because.text, share);
    return because;
}

core::EscalationView view_of(const core::Escalation& escalation, std::size_t share) {
    core::EscalationView view;
    view.rule = escalation.rule;
    view.because = cut(escalation.because, share);
    view.policy = escalation.policy.name;
    view.step = escalation.step;
    for (const core::AskedBehind& asked : *escalation.asked) {
        view.target += (view.target.empty() ? "" : ",") + asked.target.text();
    }
    if (escalation.ack_by != never) view.ack_by = escalation.ack_by;
    view.acked_by = escalation.acked_by;
    view.acked_at = escalation.acked_at;
    return view;
}

// The one with the nearest ack_by; of ended ones the newest.
const core::Escalation* foremost(const core::Incident& incident) {
    const core::Escalation* best = nullptr;
    for (const core::Escalation& escalation : incident.escalations) {
        if (escalation.hold) continue;  // it never began
        if (best == nullptr || escalation.ack_by < best->ack_by ||
            (escalation.ack_by == never && best->ack_by == never)) {
            best = &escalation;
        }
    }
    return best;
}

std::optional<core::PauseView> pause_of(const core::Incident& incident, core::PauseKind kind) {
    const auto pause = incident.pauses.find(kind);
    if (pause == incident.pauses.end()) return std::nullopt;
    return core::PauseView{pause->second.by, pause->second.until,
                           cut_to_json_size(pause->second.text, pause_text_most)};
}

// Of very many those that are at work.
std::vector<core::AssignedUnit> units_of(const core::Incident& incident) {
    const bool is_many = incident.units.size() > units_most;
    std::vector<core::AssignedUnit> units;
    for (const auto& [unit, progress] : incident.units) {
        if (is_many && (progress.state == core::UnitState::left || units.size() == units_most)) continue;
        units.push_back({unit, std::string(core::word(progress.state)), progress.since});
    }
    return units;
}

core::AssignedTeam assigned(const core::Incident& incident, const core::TeamName& team) {
    const auto progress = incident.progress_of(team);
    if (!progress) return {team, std::string(core::word(core::UnitState::assigned)), {}};
    return {team, std::string(core::word(progress->state)), progress->since};
}

}  // namespace

core::Alert alert_of(const core::Incident& incident, const core::DivisionName& division) {
    core::Alert alert;
    alert.incident = incident.id;
    alert.rev = incident.rev;
    alert.raised = incident.raised;
    alert.division = division;
    alert.divisions = incident.divisions;
    alert.status = incident.is_with(division) ? incident.status : core::IncidentStatus::moved;
    alert.priority = incident.priority;
    alert.category = incident.category;
    alert.severity = incident.severity;
    alert.title = incident.title;
    alert.text = cut_to_json_size(*incident.text, text_json_most);
    alert.position = incident.position;
    alert.area = incident.area;
    alert.contract = incident.contract;
    alert.opened_at = incident.opened_at;
    alert.updated_at = incident.updated_at;
    alert.reports = incident.reports;
    alert.acked = incident.is_acked();
    alert.exercise = incident.is_exercise;
    alert.teams = incident.teams;
    alert.group = incident.group;
    alert.units = units_of(incident);
    for (const core::TeamName& team : incident.teams) {
        if (incident.progress_of(team)) alert.team_states.push_back(assigned(incident, team));
    }
    alert.claimed_by = incident.claimed_by;
    if (incident.claimed_until != never) alert.claimed_until = incident.claimed_until;
    alert.silenced = pause_of(incident, core::PauseKind::silenced);
    alert.shelved = pause_of(incident, core::PauseKind::shelved);
    if (incident.is_closed()) alert.ending = incident.ending;
    alert.into = incident.into;
    alert.passed_to = *incident.passed_to;
    alert.silent = incident.is_silent;
    alert.cancelled = incident.is_cancelled;
    alert.score = incident.score;
    alert.score_because = cut_to_json_size(*incident.score_because, score_because_most);
    const std::size_t share = becauses_bytes / (incident.escalations.size() + 1);
    for (const core::Escalation& escalation : incident.escalations) {
        if (!escalation.hold) alert.escalations.push_back(view_of(escalation, share));
    }
    if (const core::Escalation* first = foremost(incident)) alert.escalation = view_of(*first, share);
    return alert;
}

std::size_t size_of(const core::Alert& alert) {
    const auto size_of_escalation = [](const core::EscalationView& view) {
        std::size_t size = 260 + view.rule.text.size() + view.policy.text.size() + view.target.size();
        size += json_size(view.because.text) + view.because.code.size();
        for (const auto& [name, value] : view.because.args) size += json_size(name) + json_size(value) + 6;
        return size;
    };
    std::size_t size = 1'200 + json_size(alert.title) + json_size(alert.text) + json_size(alert.area);
    size += json_size(alert.contract) + json_size(alert.group) + json_size(alert.passed_to);
    size += json_size(alert.score_because) + 40 * alert.divisions.size() + 100 * alert.units.size();
    size += 40 * alert.teams.size() + 110 * alert.team_states.size();
    for (const auto& pause : {alert.silenced, alert.shelved}) size += pause ? 100 + json_size(pause->text) : 0;
    if (alert.escalation) size += size_of_escalation(*alert.escalation);
    for (const core::EscalationView& view : alert.escalations) size += size_of_escalation(view);
    return size;
}

core::Notice notice_of(const core::Incident& incident, const core::ClientName& client, const core::NoticeRung& rung) {
    core::Notice notice;
    notice.incident = incident.id;
    notice.rev = rung.rev;
    notice.division = rung.division;
    notice.reason = rung.reason;
    notice.policy = rung.policy;
    notice.step = rung.step;
    notice.target = rung.target.text();
    notice.priority = incident.priority;
    notice.title = incident.title;
    notice.because = rung.because;
    if (const core::Escalation* escalation = incident.escalation(rung.policy)) {
        notice.because = escalation->because->text;
    }
    // Only those who are called learn it, and not on the device that somebody else may hold: the alert's topic is read
    // there as well.
    if (incident.is_under_duress && client != incident.panic_of) notice.because = "under duress: go there silently";
    notice.sent_at = rung.sent_at;
    if (rung.ack_by != never) notice.ack_by = rung.ack_by;
    notice.exercise = incident.is_exercise;
    return notice;
}

core::InstructionView view_of(const core::Instruction& instruction) {
    core::InstructionView view;
    view.instruction = instruction.id;
    view.rev = instruction.rev;
    view.from = instruction.from;
    view.to = instruction.to;
    view.division = instruction.division;
    view.incident = instruction.incident;
    view.text = cut_to_json_size(instruction.text, text_json_most);
    view.priority = instruction.priority;
    view.issued_at = instruction.issued_at;
    view.respond_by = instruction.respond_by;
    view.state = instruction.state;
    view.needs = instruction.needs;
    view.talkgroup = instruction.talkgroup;
    view.exercise = instruction.is_exercise;
    view.deployment = instruction.deployment;
    if (view.deployment) view.deployment->because = cut_to_json_size(view.deployment->because, text_json_most);
    // Each answer gets the same share of what is left of a message; who answered what is never left out.
    const std::size_t share = answers_bytes / std::max<std::size_t>(instruction.answers.size(), 1);
    for (const auto& [client, answer] : instruction.answers) {
        view.answers.push_back(answer);
        view.answers.back().text = cut_to_json_size(answer.text, share);
    }
    return view;
}

}  // namespace paraat::projection

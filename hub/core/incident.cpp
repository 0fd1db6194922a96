#include "hub/core/incident.hpp"

#include <algorithm>

namespace paraat::core {

Incident::Incident() = default;
Incident::Incident(const Incident& other) = default;
Incident::Incident(Incident&& other) noexcept = default;
Incident& Incident::operator=(const Incident& other) = default;
Incident& Incident::operator=(Incident&& other) noexcept = default;
Incident::~Incident() = default;

bool Incident::is_with(const DivisionName& division) const {
    return std::find(divisions.begin(), divisions.end(), division) != divisions.end();
}

const Escalation* Incident::escalation(const PolicyName& policy) const {
    for (const Escalation& escalation : escalations) {
        if (escalation.policy.name == policy) return &escalation;
    }
    return nullptr;
}

const NoticeRung* Incident::notice_of(const ClientName& client) const {
    const auto own = notices.find(client);
    const NoticeRung* newest = nullptr;
    if (own == notices.end()) return nullptr;
    for (const auto& [policy, notice] : own->second) {
        if (!notice.is_standing) continue;
        const bool is_newer = newest == nullptr || notice.rev > newest->rev ||
                              (notice.rev == newest->rev && notice.ack_by < newest->ack_by);
        if (is_newer) newest = &notice;
    }
    return newest;
}

Revision Incident::asked_rev(const ClientName& client) const {
    Revision asked = raised;
    const auto own = notices.find(client);
    if (own == notices.end()) return asked;
    for (const auto& [policy, notice] : own->second) asked = std::max(asked, notice.rev);
    return asked;
}

bool Incident::is_manned() const {
    const bool has_unit =
        std::any_of(units.begin(), units.end(), [](const auto& unit) { return unit.second.state != UnitState::left; });
    return has_unit || std::any_of(teams.begin(), teams.end(), [&](const TeamName& team) {
               const auto progress = progress_of(team);
               return !progress || progress->state != UnitState::left;
           });
}

bool Incident::is_underway() const {
    return std::any_of(units.begin(), units.end(), [](const auto& unit) {
        return unit.second.state != UnitState::assigned && unit.second.state != UnitState::left;
    });
}

std::optional<UnitProgress> Incident::progress_of(const TeamName& team) const {
    std::optional<UnitProgress> furthest;
    const auto since = team_since.find(team);
    for (const auto& [unit, progress] : units) {
        if (progress.team != team) continue;
        // Who left before the team was sent anew is of an earlier time.
        const bool is_of_before =
            progress.state == UnitState::left && since != team_since.end() && progress.since < since->second;
        if (is_of_before) continue;
        const bool has_left = furthest && furthest->state == UnitState::left;
        const bool is_further = furthest && progress.state != UnitState::left && progress.state > furthest->state;
        if (!furthest || has_left || is_further) furthest = progress;
    }
    return furthest;
}

void Incident::take(Shared<ReportHeard> its) {
    const ReportHeard& report = *its;
    if (reports == 0) {
        category = report.category;
        text = report.text;
        contract = report.contract;
        opened_by = report.client;
    }
    if (!position) position = report.position;
    if (area.empty()) area = report.area;
    tags.insert(report.tags.begin(), report.tags.end());
    attributes.insert(report.attributes.begin(), report.attributes.end());
    persons = std::max(persons, report.persons);
    if (report.severity) severity_reported = std::max(severity_reported.value_or(*report.severity), *report.severity);
    if (!report.lmc.empty()) lmc = report.lmc;
    newest_text = report.text;
    areas.insert(report.areas.begin(), report.areas.end());
    if (heard.size() == heard_most) heard.erase(heard.begin());
    // Most incidents have a few, and room for one that does not come is not free.
    if (heard.size() == heard.capacity()) heard.reserve(heard.size() + 1 + heard.size() / 4);
    newest_report_at = report.at;
    heard.push_back(std::move(its));
    ++reports;
}

void Incident::part_with(const std::vector<ReportName>& gone) {
    const bool remembers_all = static_cast<std::size_t>(reports) == heard.size();
    Incident rest;
    std::set<std::string> tags_gone;
    bool is_place_gone = false;
    for (const Shared<ReportHeard>& its : heard) {
        const ReportHeard& report = *its;
        if (std::count(gone.begin(), gone.end(), ReportName{report.client, report.id}) == 0) {
            rest.take(its);
            continue;
        }
        tags_gone.insert(report.tags.begin(), report.tags.end());
        is_place_gone |= report.position == position;
        --reports;
    }
    heard = std::move(rest.heard);
    for (const std::string& tag : tags_gone) {
        if (!rest.tags.contains(tag)) tags.erase(tag);
    }
    newest_text = rest.newest_text;
    newest_report_at = rest.newest_report_at;
    if (!remembers_all) return;
    if (is_place_gone) position = rest.position;
    // A panic is of who pressed, whatever was reported before; that report never leaves it.
    if (panic_of.empty()) {
        text = rest.text;
        contract = rest.contract;
        opened_by = rest.opened_by;
    }
    area = rest.area;
    areas = std::move(rest.areas);
    attributes = std::move(rest.attributes);
    persons = rest.persons;
    severity_reported = rest.severity_reported;
    lmc = rest.lmc;
}

bool Incident::is_escalated() const {
    return std::any_of(escalations.begin(), escalations.end(), [](const Escalation& call) { return call.is_running; });
}

Instant Incident::next_due() const {
    Instant due = never;
    Instant acked_due = never;
    for (const Escalation& call : escalations) {
        due = std::min({due, call.ack_by, call.deliver_by});
        acked_due = std::min({acked_due, call.remind_acker_at, call.ack_ends});
    }
    for (const auto& [client, own] : notices) {
        for (const auto& [policy, notice] : own) {
            if (notice.is_standing) due = std::min(due, notice.remind_at);
        }
    }
    const auto silence = pauses.find(PauseKind::silenced);
    if (silence != pauses.end() && due != never) due = std::max(due, silence->second.until);
    // What is shelved comes back as if nobody had answered.
    return waits_for_deeds() && !is_shelved() ? std::min(due, acked_due) : due;
}

Instant Incident::next_pause() const {
    Instant due = never;
    for (const auto& [kind, pause] : pauses) due = std::min({due, pause.until, pause.tell_at});
    return due;
}

Instant Incident::next_wait() const {
    Instant due = never;
    for (const auto& [rule, at] : waits) due = std::min(due, at);
    if (!takes_reports()) return due;  // what is resolved calls when it is reopened
    for (const auto& [policy, call] : held) due = std::min(due, call.look_at);
    return due;
}

}  // namespace paraat::core

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

Instant Incident::next_due() const {
    Instant due = never;
    for (const Escalation& escalation : escalations) due = std::min(due, escalation.ack_by);
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

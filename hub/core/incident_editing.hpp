#pragma once

#include "hub/core/incident.hpp"

namespace paraat::core {

// What changes of an incident have in common; for incident_change.cpp and call_change.cpp only.
class IncidentEditing {
public:
    IncidentEditing(Incident& incident, Instant at, const ClientName& by) : incident_(incident), at_(at), by_(by) {}

protected:
    // Every visible one does this.
    void change() {
        ++incident_.rev;
        incident_.updated_at = at_;
        renew_claim();
    }
    // Who is on it and does something there is on it for as long again.
    void renew_claim() {
        const bool renews = by_ == incident_.claimed_by && incident_.claim_lease > Milliseconds{0};
        const Instant until = at_ + incident_.claim_lease;
        if (renews && (incident_.claimed_until == never || until > incident_.claimed_until)) {
            incident_.claimed_until = until;
        }
    }
    // A change that counts as a person's, when it is one.
    void change_by(const char* did) {
        change();
        if (by_ != the_hub) incident_.changed_by_person = {incident_.rev, by_.text, did};
    }
    // Those who are asked already are asked about what it became.
    void raise() {
        incident_.raised = incident_.rev;
        incident_.pauses.clear();
        for (auto& [client, notices] : incident_.notices) {
            for (auto& [policy, notice] : notices) {
                if (notice.is_standing) notice.rev = incident_.rev;
            }
        }
    }
    void open_if_new() {
        if (incident_.status == IncidentStatus::fresh) incident_.status = IncidentStatus::open;
    }
    // Something comes of what was acknowledged: nobody is reminded of it any more.
    void settle() {
        if (incident_.waits_for_deeds()) return;
        for (auto& [client, notices] : incident_.notices) {
            for (auto& [policy, notice] : notices) {
                const Escalation* call = incident_.escalation(policy);
                if (call != nullptr && !call->is_running) notice.is_standing = false;
            }
        }
    }
    void end(Escalation& escalation) {
        if (escalation.is_running) escalation.ended_by = by_;
        escalation.is_running = false;
        escalation.step_ends = never;
        escalation.ack_by = never;
        escalation.deliver_by = never;
        escalation.remind_acker_at = never;
        escalation.ack_ends = never;
    }

    Incident& incident_;
    const Instant at_;
    const ClientName& by_;
};

// What an event does to the calls of its incident, and to what its clients are asked.
void apply_to_calls(Incident& incident, const EventBody& body, Instant at, const ClientName& by);

// The last part of each event, of an incident that was at a revision before it: a client has one notice of an incident.
// Where what it was told last has ended and something older stands still, that is told again, as something newer.
void tell_anew_what_stands(Incident& incident, Revision before, Instant at, const ClientName& by);

}  // namespace paraat::core

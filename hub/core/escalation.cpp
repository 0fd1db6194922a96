#include "hub/core/escalation.hpp"

#include <algorithm>
#include <set>

#include "hub/core/behind.hpp"

namespace paraat::core {
namespace {

constexpr Milliseconds lapse_calls_within = std::chrono::hours{1};

bool is_last(const EscalationPolicy& policy, std::int32_t number) {
    return number + 1 == static_cast<std::int32_t>(policy.steps->size());
}

// Whether anybody who is asked is there, beside the one whose report it is about.
bool reaches(const std::vector<AskedBehind>& all, const Incident& incident) {
    return std::any_of(all.begin(), all.end(), [&](const AskedBehind& asked) {
        return std::any_of(asked.clients.begin(), asked.clients.end(), [&](const ClientName& client) {
            return client != incident.opened_by && can_receive(asked, client);
        });
    });
}

// When nobody whom a chain names is there at its end: whoever is, of those who command all.
void add_last_resort(const Draft& draft, std::vector<AskedBehind>& asked) {
    const Situation& situation = draft.situation();
    for (const auto& [name, role] : situation.organisation.roles) {
        if (role.authority != Authority::centre && role.authority != Authority::opco) continue;
        for (AskedBehind& behind : who_is_behind(situation, draft.incident(), {Target::Kind::role, name.text})) {
            if (reaches({behind}, draft.incident())) asked.push_back(std::move(behind));
        }
    }
}

// False when the step reaches nobody but the one whose report it is about.
bool take_step(Draft& draft, const ClientName& by, const EscalationPolicy& policy, std::int32_t number,
               NoticeReason reason, Instant step_ends) {
    const Situation& situation = draft.situation();
    const EscalationStep& step = (*policy.steps)[static_cast<std::size_t>(number)];
    EscalationStepped stepped{draft.incident().id, policy.name, number, reason, {}, step_ends, step_ends};
    std::vector<AskedBehind> all;
    std::set<Target> named;
    for (const Target& target : step.targets) {
        for (AskedBehind& asked : who_is_behind(situation, draft.incident(), target)) {
            if (named.insert(asked.target).second) all.push_back(std::move(asked));
        }
    }
    if (step.repeat_every) stepped.ack_by = std::min(stepped.ack_by, situation.now + *step.repeat_every);
    if (step.deliver_within && reason != NoticeReason::reminder) {
        stepped.deliver_by = situation.now + *step.deliver_within;
    }
    const bool reaches_somebody = reaches(all, draft.incident());
    if (!reaches_somebody && is_last(policy, number)) add_last_resort(draft, all);
    stepped.asked = std::move(all);
    draft.happen(by, std::move(stepped));
    return reaches_somebody;
}

Instant end_of_step(const EscalationPolicy& policy, std::int32_t number, Instant now) {
    const EscalationStep& step = (*policy.steps)[static_cast<std::size_t>(number)];
    return step.ack_within ? now + *step.ack_within : never;
}

NoticeReason first_reason(const Draft& draft) {
    return draft.incident().category == draft.situation().organisation.panic ? NoticeReason::panic
                                                                             : NoticeReason::escalation;
}

bool is_off_hours(const Situation& situation, const EscalationStep& step) {
    return step.during && !step.during->contains(situation.rules.minute_of_week(situation.now));
}

// Begins a step; where it reaches nobody, or is not of this hour, the next one begins at once, and all is on record.
void begin_step(Draft& draft, const ClientName& by, const EscalationPolicy& policy, std::int32_t number) {
    for (;; ++number) {
        const bool is_end = is_last(policy, number);
        const auto pass = [&](Shortfall why) {
            draft.happen(the_hub, StepPassed{draft.incident().id, policy.name, number, why});
        };
        if (!is_end && is_off_hours(draft.situation(), (*policy.steps)[static_cast<std::size_t>(number)])) {
            pass(Shortfall::off_hours);
            continue;
        }
        const Instant ends = end_of_step(policy, number, draft.situation().now);
        if (take_step(draft, by, policy, number, first_reason(draft), ends) || is_end) return;
        pass(Shortfall::nobody_there);
    }
}

// What is due of a call that runs: its next step, or a reminder.
void go_on(Draft& draft, const Escalation& call) {
    const Instant now = draft.situation().now;
    const EscalationPolicy& policy = call.policy;
    if (call.ack_by > now) {
        // On no device: it is as if nobody were there.
        draft.happen(the_hub, StepPassed{draft.incident().id, policy.name, call.step, Shortfall::not_delivered});
        if (!is_last(policy, call.step)) begin_step(draft, the_hub, policy, call.step + 1);
    } else if (call.step_ends > now) {
        take_step(draft, the_hub, policy, call.step, NoticeReason::reminder, call.step_ends);
    } else if (!is_last(policy, call.step)) {
        begin_step(draft, the_hub, policy, call.step + 1);
    } else {
        // The end of the chain is a person, never silence: the last step asks again.
        take_step(draft, the_hub, policy, call.step, NoticeReason::reminder, end_of_step(policy, call.step, now));
    }
}

// Who read it and says nothing is reminded.
void remind_readers(Draft& draft, const Escalation& call) {
    const FlatMap<ClientName, FlatMap<PolicyName, NoticeRung>> notices = draft.incident().notices;
    for (const auto& [client, own] : notices) {
        const auto notice = own.find(call.policy.name);
        const bool is_due =
            notice != own.end() && notice->second.is_standing && notice->second.remind_at <= draft.situation().now;
        if (!is_due) continue;
        const NoticeRung& rung = notice->second;
        draft.happen(the_hub, NoticeGiven{draft.incident().id, client, NoticeReason::reminder, rung.policy,
                                          rung.division, rung.ack_by});
    }
}

// Who acknowledged did nothing with it so far.
void press(Draft& draft, const Escalation& call) {
    const Instant now = draft.situation().now;
    const Incident& incident = draft.incident();
    if (call.ack_ends > now) {
        // Who offered it to the next and went home is asked nothing more.
        if (draft.situation().state.is_off_duty(call.acked_by)) {
            draft.happen(the_hub, StepPassed{incident.id, call.policy.name, call.step, Shortfall::nobody_there});
            return;
        }
        draft.happen(the_hub, NoticeGiven{incident.id, call.acked_by, NoticeReason::reminder, call.policy.name,
                                          incident.divisions.front(), call.ack_ends});
        return;
    }
    const bool is_recent = now - call.ack_ends <= lapse_calls_within;
    lapse(draft, call, is_recent);
}

bool was_asked(const Escalation& call, const ClientName& client) {
    return std::any_of(call.asked->begin(), call.asked->end(), [&](const AskedBehind& asked) {
        return std::count(asked.clients.begin(), asked.clients.end(), client) > 0;
    });
}

// Whether a client that the step asked is there now, and no longer counts only because it declined.
struct Left {
    bool is_anybody_there = false;
    bool is_anybody_asked = false;  // still
};
Left left_of(const Draft& draft, const Escalation& call) {
    const Incident& incident = draft.incident();
    Left left;
    for (const AskedBehind& asked : *call.asked) {
        for (const AskedBehind& now : who_is_behind(draft.situation(), incident, asked.target)) {
            for (const ClientName& client : now.clients) {
                if (client == incident.opened_by || !can_receive(now, client) || !was_asked(call, client)) continue;
                left.is_anybody_there = true;
                const auto& notices = incident.notices.at(client);
                left.is_anybody_asked = left.is_anybody_asked || notices.at(call.policy.name).is_standing;
            }
        }
    }
    return left;
}

void go_on_if_nobody_is_left(Draft& draft, const Escalation& call) {
    const Left left = left_of(draft, call);
    const bool is_end = is_last(call.policy, call.step);
    if (left.is_anybody_asked) return;
    if (is_end && left.is_anybody_there) return;  // all declined: it asks again in its time
    draft.happen(the_hub, StepPassed{draft.incident().id, call.policy.name, call.step,
                                     left.is_anybody_there ? Shortfall::declined : Shortfall::nobody_there});
    if (is_end) {
        take_step(draft, the_hub, call.policy, call.step, NoticeReason::reminder, call.step_ends);
    } else {
        begin_step(draft, the_hub, call.policy, call.step + 1);
    }
}

}  // namespace

void lapse(Draft& draft, const Escalation& taken, bool calls) {
    const Escalation call = taken;  // the draft's own changes under it
    draft.happen(the_hub, AckLapsed{draft.incident().id, call.policy.name, call.acked_by});
    if (!calls) return;
    const std::string who = call.acked_by.text;
    begin_again(draft, call, {"nothing came of the acknowledgement by " + who, "ack_lapsed", {{"by", who}}});
}

void begin_again(Draft& draft, const Escalation& answered, const Because& because) {
    const Escalation call = answered;  // the draft's own changes under it
    if (draft.incident().held.contains(call.policy.name)) return;
    if (!call.hold) return start_escalation(draft, the_hub, call.policy, call.rule, because);
    // Whether it is held back still is looked at now.
    const Instant now = draft.situation().now;
    draft.happen(the_hub, CallHeld{draft.incident().id, call.policy, call.rule, call.rules_version, call.because,
                                   *call.hold, now, now});
}

void start_escalation(Draft& draft, const ClientName& by, const EscalationPolicy& policy, const RuleName& rule,
                      const Because& because) {
    const Situation& situation = draft.situation();
    draft.happen(by, EscalationStarted{draft.incident().id, policy, rule, situation.rules.version(), because});
    begin_step(draft, the_hub, policy, 0);
}

void push_escalation(Draft& draft, const ClientName& by, const Escalation& running) {
    const EscalationPolicy policy = running.policy;  // the draft's own changes under it
    const auto last = static_cast<std::int32_t>(policy.steps->size()) - 1;
    begin_step(draft, by, policy, std::min(running.step + 1, last));
}

void step_due_escalations(Draft& draft) {
    const Instant now = draft.situation().now;
    const std::vector<Escalation> before = draft.incident().escalations;  // begin_step changes the draft's own
    const auto silence = draft.incident().pauses.find(PauseKind::silenced);
    const bool is_silenced = silence != draft.incident().pauses.end() && silence->second.until > now;
    for (const Escalation& call : before) {
        if (call.is_running && is_silenced) continue;
        if (call.is_running) {
            if (std::min(call.ack_by, call.deliver_by) <= now) go_on(draft, call);
            remind_readers(draft, call);
        } else if (draft.incident().waits_for_deeds() && !draft.incident().is_shelved() &&
                   std::min(call.remind_acker_at, call.ack_ends) <= now) {
            press(draft, call);
        }
    }
}

void go_on_without(Draft& draft, const ClientName& client) {
    if (draft.incident().pauses.contains(PauseKind::silenced)) return;
    const std::vector<Escalation> before = draft.incident().escalations;
    for (const Escalation& call : before) {
        if (call.is_running && was_asked(call, client)) go_on_if_nobody_is_left(draft, call);
    }
}

void go_on_where_nobody_is_left(Draft& draft) {
    const std::vector<Escalation> before = draft.incident().escalations;
    for (const Escalation& call : before) {
        if (call.is_running) go_on_if_nobody_is_left(draft, call);
    }
}

}  // namespace paraat::core

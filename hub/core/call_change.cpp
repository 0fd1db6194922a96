#include <algorithm>

#include "hub/core/incident_editing.hpp"

namespace paraat::core {
namespace {

class CallChange : private IncidentEditing {
public:
    using IncidentEditing::IncidentEditing;

    void operator()(const EscalationStarted& event) {
        Escalation started;
        started.policy = event.policy;
        started.rule = event.rule;
        started.rules_version = event.rules_version;
        started.because = event.because;
        incident_.held.erase(event.policy.name);
        if (!event.rule.empty()) incident_.called_by.insert(event.rule);
        incident_.pauses.clear();  // what calls is not at rest
        forget(event.policy.name);
        if (by_ != the_hub) {
            change_by("escalate");
            raise();
        }
        incident_.escalations.push_back(std::move(started));
    }
    void operator()(const EscalationStepped& event) {
        change_by("escalate");
        for (Escalation& escalation : incident_.escalations) {
            if (escalation.policy.name != event.policy) continue;
            escalation.step = event.step;
            escalation.asked = event.asked;
            escalation.step_ends = event.step_ends;
            escalation.ack_by = event.ack_by;
            escalation.deliver_by = event.deliver_by;
        }
        for (const AskedBehind& asked : *event.asked) {
            for (const ClientName& client : asked.clients) ask(client, event, asked);
        }
    }
    void operator()(const StepPassed& event) {
        for (Escalation& call : incident_.escalations) {
            if (call.policy.name != event.policy) continue;
            call.deliver_by = never;
            if (!call.is_running) call.remind_acker_at = never;
        }
    }
    void operator()(const NoticeReached& event) {
        for (auto& [policy, notice] : incident_.notices[by_]) {
            if (notice.is_standing) climb(notice, event.rung);
        }
    }
    void operator()(const NoticeGiven& event) {
        NoticeRung& notice = incident_.notices[event.client][event.policy];
        if (event.reason != NoticeReason::reminder) {
            // What is offered is not lost meanwhile.
            if (incident_.claimed_by == by_) incident_.claimed_until = event.ack_by + incident_.claim_lease;
            notice.step = -1;
            notice.target = {Target::Kind::unit, event.client.text};
        }
        notice.policy = event.policy;
        notice.division = event.division;
        notice.reason = event.reason;
        notice.because = event.because;
        notice.sent_at = at_;
        notice.ack_by = event.ack_by;
        notice.is_standing = true;
        notice.remind_at = never;
        for (Escalation& call : incident_.escalations) {
            if (call.policy.name == event.policy && !call.is_running) call.remind_acker_at = never;
        }
        change();
        notice.rev = incident_.rev;
    }
    void operator()(const NoticeTakenBack& event) {
        for (auto& [policy, notice] : incident_.notices[event.client]) {
            if (!event.is_offer || notice.reason == NoticeReason::handover) notice.is_standing = false;
        }
    }
    void operator()(const AckLapsed& event) {
        change();
        incident_.acked_rev = 0;
        for (Escalation& call : incident_.escalations) {
            if (call.policy.name != event.policy) continue;
            call.remind_acker_at = never;
            call.ack_ends = never;
        }
        ask_no_more(event.client, event.policy);
    }
    void operator()(const HandedOver& event) {
        if (incident_.claimed_by == event.from) incident_.claimed_by = by_;
        for (Escalation& call : incident_.escalations) {
            if (call.acked_by != event.from) continue;
            call.acked_by = by_;
            if (!call.is_running) ask_no_more(event.from, call.policy.name);
        }
        for (auto& [kind, pause] : incident_.pauses) {
            if (pause.by == event.from) pause.by = by_;
        }
        for (auto& [policy, notice] : incident_.notices[by_]) {
            if (notice.reason == NoticeReason::handover) notice.is_standing = false;
        }
        change_by("handover");
    }
    void operator()(const Acknowledged& event) {
        change_by("ack");
        const bool was_seen = incident_.was_seen();
        incident_.acked_rev = std::max(incident_.acked_rev, event.rev);
        if (!incident_.first_acked_at) incident_.first_acked_at = at_;
        for (const PolicyName& policy : event.ended) {
            take_held(policy);
            end_by_answer(policy, was_seen);
        }
        answer_own();
        open_if_new();
        if (!incident_.is_escalated()) incident_.pauses.erase(PauseKind::silenced);
    }
    void operator()(const Declined&) {
        change();
        answer_own();
    }
    void operator()(const Absorbed& event) {
        for (const Escalation& call : event.answered) {
            incident_.held.erase(call.policy.name);
            forget(call.policy.name);
            incident_.escalations.push_back(call);
        }
    }
    void operator()(const CallHeld& event) {
        incident_.held[event.policy.name] = event;
        // Nobody has it in hand any more.
        const Escalation* known = incident_.escalation(event.policy.name);
        if (known != nullptr && known->hold) forget(event.policy.name);
    }
    void operator()(const CallLetGo& event) { incident_.held.erase(event.policy); }
    template <class Other>
    void operator()(const Other&) {}

private:
    // Nobody is asked by it any more, until another of its name asks.
    void forget(const PolicyName& policy) {
        for (auto& [client, notices] : incident_.notices) ask_no_more(client, policy);
        std::erase_if(incident_.escalations, [&](const Escalation& call) { return call.policy.name == policy; });
    }
    // As if it had run, and asked who answers it now.
    void take_held(const PolicyName& policy) {
        const auto held = incident_.held.find(policy);
        if (held == incident_.held.end()) return;
        Escalation taken;
        taken.policy = held->second.policy;
        taken.rule = held->second.rule;
        taken.rules_version = held->second.rules_version;
        taken.because = held->second.because;
        taken.hold = held->second.hold;
        taken.asked_ever.insert(by_);
        incident_.held.erase(held);
        forget(policy);
        incident_.escalations.push_back(std::move(taken));
    }
    void ask(const ClientName& client, const EscalationStepped& step, const AskedBehind& asked) {
        for (Escalation& escalation : incident_.escalations) {
            if (escalation.policy.name == step.policy) escalation.asked_ever.insert(client);
        }
        NoticeRung& notice = incident_.notices[client][step.policy];
        // A reminder of the same step goes on where that got; anything else begins below.
        const bool is_reminder = step.reason == NoticeReason::reminder && notice.step == step.step;
        FlatSet<Answer> reached = is_reminder ? std::move(notice.reached) : FlatSet<Answer>{};
        const Instant remind_at = is_reminder ? notice.remind_at : never;
        notice = NoticeRung{incident_.rev, asked.division, step.reason, step.policy,        step.step, asked.target,
                            at_,           step.ack_by,    true,        std::move(reached), remind_at, {}};
    }
    // A step of the ladder: sent, on the device, shown, read.
    void climb(NoticeRung& notice, Answer rung) {
        notice.reached.insert(rung);
        for (Escalation& call : incident_.escalations) {
            if (call.policy.name != notice.policy || !call.is_running) continue;
            call.deliver_by = never;
            const auto& steps = *call.policy.steps;
            const auto number = static_cast<std::size_t>(notice.step);
            const bool is_of_step = notice.step >= 0 && number < steps.size();
            if (rung != Answer::read || !is_of_step || !steps[number].answer_within) continue;
            notice.remind_at = at_ + *steps[number].answer_within;
        }
    }
    // Answered before, and not since it asked for attention anew, it is taken anew.
    void end_by_answer(const PolicyName& policy, bool was_seen) {
        for (Escalation& escalation : incident_.escalations) {
            const bool is_renewed = !escalation.is_running && (escalation.ack_ends != never || !was_seen);
            if (escalation.policy.name != policy || !(escalation.is_running || is_renewed)) continue;
            end(escalation);
            escalation.acked_by = by_;
            escalation.acked_at = at_;
            if (const auto lasts = escalation.policy.ack_lasts) {
                escalation.ack_ends = at_ + *lasts;
                escalation.remind_acker_at = at_ + *lasts * 2 / 3;
            }
        }
        for (auto& [client, notices] : incident_.notices) {
            if (const auto ended = notices.find(policy); ended != notices.end()) ended->second.is_standing = false;
        }
    }
    void ask_no_more(const ClientName& client, const PolicyName& policy) {
        for (auto& [of, notice] : incident_.notices[client]) {
            if (of == policy) notice.is_standing = false;
        }
    }
    void answer_own() {
        const auto own = incident_.notices.find(by_);
        if (own == incident_.notices.end()) return;
        for (auto& [policy, notice] : own->second) notice.is_standing = false;
    }
};

class ToldAnew : private IncidentEditing {
public:
    using IncidentEditing::IncidentEditing;

    void after(Revision before) {
        for (auto& [client, notices] : incident_.notices) {
            const NoticeRung* standing = incident_.notice_of(client);
            if (standing == nullptr || standing->rev > last_of_ended(notices)) continue;
            if (incident_.rev == before) change();
            notices.at(standing->policy).rev = incident_.rev;
        }
    }

private:
    static Revision last_of_ended(const FlatMap<PolicyName, NoticeRung>& notices) {
        Revision last = 0;
        for (const auto& [policy, notice] : notices) {
            if (!notice.is_standing) last = std::max(last, notice.rev);
        }
        return last;
    }
};

}  // namespace

void apply_to_calls(Incident& incident, const EventBody& body, Instant at, const ClientName& by) {
    std::visit(CallChange{incident, at, by}, body);
}

void tell_anew_what_stands(Incident& incident, Revision before, Instant at, const ClientName& by) {
    ToldAnew{incident, at, by}.after(before);
}

}  // namespace paraat::core

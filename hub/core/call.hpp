#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/flat_set.hpp"
#include "hub/core/escalation_events.hpp"
#include "hub/core/rule_events.hpp"

namespace paraat::core {

// A chain of steps that runs, or ran, for an incident. A person's call for one asks for attention anew; a rule's does
// not, because what made the rule fire did. One that rules held back and somebody took before it began is kept like one
// that he answered: he has it in hand.
struct Escalation {
    EscalationPolicy policy;
    RuleName rule;
    std::string rules_version;
    Shared<Because> because;
    std::int32_t step = -1;                  // -1 = none begun
    Shared<std::vector<AskedBehind>> asked;  // by the newest step
    FlatSet<ClientName> asked_ever;          // by any step: each may acknowledge
    Instant step_ends = never;
    Instant ack_by = never;  // when it steps or reminds; `never` once it ended
    bool is_running = true;
    ClientName acked_by;
    Instant acked_at;
    ClientName ended_by;         // who acknowledged, or closed the incident
    Instant deliver_by = never;  // the next step begins then unless it is on a device
    Instant remind_acker_at = never;
    Instant ack_ends = never;  // the acknowledgement's: then it calls anew
    std::optional<Hold> hold;  // that kept it from beginning until somebody acknowledged; absent = it began

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "policy", self.policy);
        visit(2, "rule", self.rule);
        visit(3, "rules_version", self.rules_version);
        visit(4, "because", self.because);
        visit(5, "step", self.step);
        visit(6, "asked", self.asked);
        visit(7, "asked_ever", self.asked_ever);
        visit(8, "step_ends", self.step_ends);
        visit(9, "ack_by", self.ack_by);
        visit(10, "is_running", self.is_running);
        visit(11, "acked_by", self.acked_by);
        visit(12, "acked_at", self.acked_at);
        visit(13, "ended_by", self.ended_by);
        visit(14, "deliver_by", self.deliver_by);
        visit(15, "remind_acker_at", self.remind_acker_at);
        visit(16, "ack_ends", self.ack_ends);
        visit(17, "hold", self.hold);
    }
};

}  // namespace paraat::core

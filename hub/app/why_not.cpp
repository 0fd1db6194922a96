#include "hub/app/why_not.hpp"

#include <algorithm>

#include "hub/core/behind.hpp"
#include "hub/core/clearance.hpp"
#include "hub/rules/cel/moment.hpp"

namespace paraat::app {
namespace {

using TargetKind = core::Target::Kind;

std::string told_time(Instant at) {
    return rules::cel::to_rfc3339(rules::cel::timestamp_of(at));
}

std::string told_hold(const core::Hold& hold) {
    switch (hold.kind) {
        case core::HoldKind::inhibited: return "rule " + hold.rule.text + " inhibits it";
        case core::HoldKind::silenced: return "rule " + hold.rule.text + " silences it (" + hold.reason + ")";
        case core::HoldKind::grouped: return "another incident of its group calls already";
    }
    return {};
}

bool is_among(const std::vector<core::ClientName>& clients, const std::string& name) {
    return std::find(clients.begin(), clients.end(), core::ClientName{name}) != clients.end();
}

class WhyNotSearch {
public:
    WhyNotSearch(const core::Organisation& organisation, const Judgements& judgements, const core::Target& target)
        : organisation_(organisation), judgements_(judgements), incident_(judgements.incident), target_(target) {}

    std::vector<std::string> search() {
        find_calls();
        if (target_.kind == TargetKind::division && incident_.is_with(core::DivisionName{target_.name})) {
            say("it was told: the incident is with " + target_.name);
        }
        if (!said_.empty()) return said_;
        say(target_.text() + " was not told");
        look_behind();
        if (target_.kind == TargetKind::division) look_at_division();
        look_at_escalations();
        look_at_orders();
        return said_;
    }

private:
    void say(std::string sentence) { said_.push_back(std::move(sentence)); }

    void find_calls() {
        for (const core::Event& event : judgements_.calls) {
            if (const auto* stepped = std::get_if<core::EscalationStepped>(&event.body)) {
                for (const core::AskedBehind& asked : *stepped->asked) {
                    const bool is_it = asked.target == target_ || is_behind(asked.clients);
                    if (!is_it) continue;
                    say("it was told at " + told_time(event.at) + ": step " + std::to_string(stepped->step) + " of " +
                        stepped->policy.text + " asks " + asked.target.text());
                }
            } else if (const auto* issued = std::get_if<core::InstructionIssued>(&event.body)) {
                const bool is_it = issued->to == target_.text() ||
                                   (target_.kind == TargetKind::unit && is_among(issued->addressees, target_.name));
                if (is_it) say("it was told at " + told_time(event.at) + " by an instruction to " + issued->to);
            }
        }
    }

    // Who would hear of it if it were told.
    void look_behind() {
        const auto clients = core::clients_behind(organisation_, target_);
        if (clients.empty()) return say("no account is behind it");
        const bool may_somebody = std::any_of(clients.begin(), clients.end(), [&](const core::ClientName& client) {
            return core::may_take_part(organisation_, client, incident_.compartment);
        });
        if (!may_somebody) say("nobody behind it may know of this work");
        if (target_.kind != TargetKind::unit) return;
        const core::Unit* unit = judgements_.state.unit(clients.front());
        if (unit == nullptr || unit->status != core::UnitStatus::off_duty) return;
        say("it is off duty" + (unit->status_at ? " since " + told_time(*unit->status_at) : "") +
            ", and a call leaves it alone");
    }

    // Of the newest judgement, as far as its rules are known.
    const Judged* newest() const {
        const auto& judged = judgements_.judged;
        const auto found = std::find_if(judged.rbegin(), judged.rend(), [](const Judged& one) { return !one.is_wait; });
        return found == judged.rend() || !found->set ? nullptr : &*found;
    }
    // How a rule's wait ended; nullptr while it waits.
    const rules::RuleTrace* wait_of(const core::RuleName& rule) const {
        const auto& judged = judgements_.judged;
        const auto found = std::find_if(judged.rbegin(), judged.rend(), [&](const Judged& one) {
            return one.is_wait && !one.traces.empty() && one.traces.front().rule->name == rule;
        });
        return found == judged.rend() ? nullptr : &found->traces.front();
    }

    void look_at_division() {
        const core::DivisionName division{target_.name};
        if (incident_.removed.contains(division)) {
            return say("a person took the incident away from it, and no rule brings it back");
        }
        const core::Category* category = organisation_.category(incident_.category);
        if (category != nullptr) say("its category, " + category->name.text + ", is not of that division");
        bool is_named = false;
        for_each_rule([&](const rules::RuleTrace& trace) {
            const auto& divisions = trace.rule->divisions;
            if (std::find(divisions.begin(), divisions.end(), division) == divisions.end()) return;
            is_named = true;
            say_of(trace, "which brings work to it");
        });
        if (!is_named && newest() != nullptr) say("no rule brings work to it");
    }

    void look_at_escalations() {
        if (newest() == nullptr) return;
        bool is_named = false;
        for (const auto& [name, policy] : newest()->set->content().policies) {
            const core::Escalation* ran = incident_.escalation(name);
            const core::EscalationPolicy& steps = ran == nullptr ? policy : ran->policy;
            const auto step = step_that_asks(steps);
            if (!step) continue;
            is_named = true;
            if (ran == nullptr) {
                look_at_start(name, *step);
            } else {
                look_at_course(*ran, *step);
            }
        }
        if (!is_named) say("no escalation asks it");
    }

    void look_at_orders() {
        for_each_rule([&](const rules::RuleTrace& trace) {
            const rules::Rule& rule = *trace.rule;
            const bool asks =
                (rule.instruct && covers(rule.instruct->to)) || (rule.deploy && covers(rule.deploy->order.to));
            if (asks) say_of(trace, "which orders it to act");
        });
    }

    // Why a chain that asks it did not begin.
    void look_at_start(const core::PolicyName& name, std::size_t step) {
        const std::string asks = name.text + " asks it in step " + std::to_string(step);
        if (const auto held = incident_.held.find(name); held != incident_.held.end()) {
            return say(asks + ", and was held back when it was looked at last: " + told_hold(held->second.hold));
        }
        say(asks + ", and did not begin");
        const core::Category* category = organisation_.category(incident_.category);
        if (category != nullptr && category->escalate != name) {
            say("its category, " + category->name.text + ", does not escalate by " + name.text);
        }
        for_each_rule([&](const rules::RuleTrace& trace) {
            if (trace.rule->escalate == name) say_of(trace, "which escalates by " + name.text);
        });
    }

    // Why a chain that began did not get there.
    void look_at_course(const core::Escalation& ran, std::size_t step) {
        const std::string asks = ran.policy.name.text + " asks it in step " + std::to_string(step);
        if (ran.hold) {
            return say(asks + ", was held back (" + told_hold(*ran.hold) +
                       "), and did not begin: " + ran.acked_by.text + " acknowledged the incident before");
        }
        if (static_cast<std::size_t>(std::max(ran.step, 0)) >= step) {
            return say(asks + ", which began and reached nobody there who may take part");
        }
        const std::string stood = " in step " + std::to_string(ran.step);
        if (ran.is_running) {
            return say(asks + "; it stands" + stood + (ran.ack_by == never ? "" : " until " + told_time(ran.ack_by)));
        }
        const std::string by = ran.acked_by.empty() ? ran.ended_by.text : ran.acked_by.text;
        say(asks + ", and " + by +
            (ran.acked_by.empty() ? " ended it" : " acknowledged at " + told_time(ran.acked_at)) + stood);
    }

    // The first step behind which it stands.
    std::optional<std::size_t> step_that_asks(const core::EscalationPolicy& policy) const {
        for (std::size_t i = 0; i < policy.steps->size(); ++i) {
            for (const core::Target& asked : (*policy.steps)[i].targets) {
                if (covers(asked)) return i;
            }
        }
        return std::nullopt;
    }
    bool covers(const core::Target& asked) const {
        core::Target named = asked;
        if (asked.kind == TargetKind::own_team) {
            const core::Account* account = organisation_.account(incident_.opened_by);
            if (account == nullptr || account->team.empty()) return false;
            named = {TargetKind::team, account->team.text};
        }
        if (asked.kind == TargetKind::own_coordinator) {
            const auto role = organisation_.coordinator_of(organisation_.division_of(incident_.opened_by));
            named = {TargetKind::role, role.text};
        }
        if (asked.kind == TargetKind::nearby_teams) {
            return target_.kind == TargetKind::team || (target_.kind == TargetKind::unit && has_team());
        }
        return named == target_ || is_behind(core::clients_behind(organisation_, named));
    }
    // Whether all who are behind the target are among them. A division is told by its alerts, whoever works there.
    bool is_behind(const std::vector<core::ClientName>& clients) const {
        if (target_.kind == TargetKind::division) return false;
        const auto wanted = core::clients_behind(organisation_, target_);
        return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), [&](const core::ClientName& client) {
            return is_among(clients, client.text);
        });
    }
    bool has_team() const {
        const core::Account* account = organisation_.account(core::ClientName{target_.name});
        return account != nullptr && !account->team.empty();
    }

    template <class Do>
    void for_each_rule(Do&& look) const {
        if (newest() == nullptr) return;
        for (const rules::RuleTrace& trace : newest()->traces) look(trace);
    }
    void say_of(const rules::RuleTrace& trace, const std::string& what) {
        const std::string rule = "rule " + trace.rule->name.text + ", " + what;
        if (trace.rule->after && wait_of(trace.rule->name) != nullptr) return say_of_wait(trace, rule);
        switch (trace.verdict) {
            case rules::RuleTrace::Verdict::fired:
                return say(rule + ", fired" + (trace.rule->is_shadow ? " on trial" : ""));
            case rules::RuleTrace::Verdict::not_fired: return say(rule + ", did not fire: " + trace.because);
            case rules::RuleTrace::Verdict::failed: return say(rule + ", failed: " + trace.because);
            case rules::RuleTrace::Verdict::waits: return say_of_wait(trace, rule);
        }
    }

    void say_of_wait(const rules::RuleTrace& trace, const std::string& rule) {
        const auto waiting = incident_.waits.find(trace.rule->name);
        if (waiting != incident_.waits.end()) {
            return say(rule + ", waits until " + told_time(waiting->second) + ": " + trace.because);
        }
        const rules::RuleTrace* ended = wait_of(trace.rule->name);
        if (ended == nullptr) return say(rule + ", did not fire: its wait ended with the incident");
        const bool has_fired = ended->verdict == rules::RuleTrace::Verdict::fired;
        say(rule + (has_fired ? ", fired when its wait was over: " : ", did not fire when its wait was over: ") +
            ended->because);
    }

    const core::Organisation& organisation_;
    const Judgements& judgements_;
    const core::Incident& incident_;
    const core::Target& target_;
    std::vector<std::string> said_;
};

}  // namespace

std::vector<std::string> why_not(const core::Organisation& organisation, const Judgements& judgements,
                                 const core::Target& target) {
    return WhyNotSearch(organisation, judgements, target).search();
}

}  // namespace paraat::app

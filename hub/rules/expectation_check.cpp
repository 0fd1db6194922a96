#include "hub/rules/expectation_check.hpp"

#include <algorithm>
#include <set>

#include "hub/core/behind.hpp"
#include "hub/core/clearance.hpp"

namespace paraat::rules {
namespace {

std::string joined(const std::vector<std::string>& words, const std::string& if_none) {
    std::string all;
    for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
    return all.empty() ? if_none : all;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// Somebody was asked: by a step of an escalation, or by an instruction.
struct Asking {
    core::Target target;
    std::vector<core::ClientName> clients;
    Instant at;
    std::string how;  // "step 2 of serious-threat"
};

class Checking {
public:
    Checking(const Expectation& expect, const TestStage& stage)
        : expect_(expect), stage_(stage), incident_(stage.incident(expect.incident)) {}

    std::vector<std::string> all() {
        check_deed();
        if (incident_ == nullptr) {
            if (asks_of_incident())
                fault(stage_.incident_id(expect_.incident) == nullptr
                          ? "there is no incident: what was to open it was refused"
                          : "the incident is no longer kept: it was closed two days ago");
            return std::move(faults_);
        }
        gather_askings();
        check_words();
        check_numbers();
        check_escalations();
        check_targets();
        return std::move(faults_);
    }

private:
    void fault(std::string said) { faults_.push_back(std::move(said)); }

    // Whether there is more than what the newest deed did.
    bool asks_of_incident() const {
        Expectation rest = expect_;
        rest.incident.clear();
        rest.rules = rest.not_rules = {};
        rest.no_rule = false;
        rest.joined.reset();
        rest.refused.clear();
        return rest != Expectation{};
    }

    // What the newest deed did, whatever became of the incident.
    void check_deed() {
        const std::vector<std::string>& fired = stage_.fired();
        for (const std::string& rule : expect_.rules) {
            if (contains(fired, rule)) continue;
            fault("rule \"" + rule + "\" did not fire; those that did: " + joined(fired, "none"));
        }
        for (const std::string& rule : expect_.not_rules) {
            if (contains(fired, rule)) fault("rule \"" + rule + "\" fired");
        }
        if (expect_.no_rule && !fired.empty()) fault("no rule was to fire; those that did: " + joined(fired, ""));
        const auto& refusal = stage_.refusal();
        const std::string code = refusal ? std::string(core::code_of(refusal->reason)) : "";
        if (expect_.refused.empty() && refusal) {
            fault("it was refused as " + code + ": " + refusal->sentence);
        } else if (expect_.refused != code) {
            fault("it was to be refused as " + expect_.refused + ", and was " +
                  (refusal ? "refused as " + code + ": " + refusal->sentence : "accepted"));
        }
        if (expect_.joined && stage_.joined().value_or(false) != *expect_.joined) {
            fault(*expect_.joined ? "the report opened an incident of its own" : "the report joined an open incident");
        }
    }

    // When the newest event that fits happened, as " since 30 s"; nothing when none did.
    template <class Body, class Fits>
    std::string since(const Fits& fits) const {
        for (auto event = stage_.events().rbegin(); event != stage_.events().rend(); ++event) {
            const auto* body = std::get_if<Body>(&event->body);
            if (body != nullptr && body->incident == incident_->id && fits(*body)) {
                return " since " + stage_.time_of(event->at);
            }
        }
        return "";
    }

    void check_words() {
        std::vector<std::string> divisions;
        for (const core::DivisionName& division : incident_->divisions) divisions.push_back(division.text);
        for (const core::DivisionName& division : expect_.divisions) {
            if (!incident_->is_with(division)) {
                fault("it is not with " + division.text + "; it is with " + joined(divisions, "none"));
            }
        }
        for (const core::DivisionName& division : expect_.not_divisions) {
            if (!incident_->is_with(division)) continue;
            std::string rule;
            const std::string when = since<core::Routed>([&](const core::Routed& routed) {
                rule = routed.rule.text;
                return routed.division == division;
            });
            fault("it is with " + division.text + when + (rule.empty() ? "" : ", by rule \"" + rule + "\""));
        }
        const std::vector<std::string> tags(incident_->tags.begin(), incident_->tags.end());
        for (const std::string& tag : expect_.tags) {
            if (!contains(tags, tag)) fault("it has no tag \"" + tag + "\"; its tags: " + joined(tags, "none"));
        }
        for (const std::string& tag : expect_.not_tags) {
            if (contains(tags, tag)) fault("it has the tag \"" + tag + "\"");
        }
    }

    void check_numbers() {
        if (expect_.priority && incident_->priority != *expect_.priority) {
            std::string rule;
            const std::string when = since<core::PriorityChanged>([&](const core::PriorityChanged& changed) {
                rule = changed.rule.text;
                return true;
            });
            fault("its priority is " + std::to_string(incident_->priority) + when +
                  (rule.empty() ? "" : ", by rule \"" + rule + "\"") + ", not " + std::to_string(*expect_.priority));
        }
        const auto compare = [&](const std::string& what, const std::string& is, const std::string& expected) {
            if (is != expected) fault("its " + what + " is " + is + ", not " + expected);
        };
        if (expect_.severity) {
            compare("severity", std::string(word(incident_->severity)), std::string(word(*expect_.severity)));
        }
        if (expect_.status) {
            compare("status", std::string(word(incident_->status)), std::string(word(*expect_.status)));
        }
        if (expect_.reports && incident_->reports != *expect_.reports) {
            fault("it has " + std::to_string(incident_->reports) + " reports, not " + std::to_string(*expect_.reports));
        }
        if (expect_.acked && incident_->is_acked() != *expect_.acked) {
            const std::string when = since<core::Acknowledged>([](const core::Acknowledged&) { return true; });
            fault(*expect_.acked ? "nobody acknowledged it" : "it is acknowledged" + when);
        }
    }

    void check_escalations() {
        std::vector<std::string> begun;
        for (const core::Escalation& one : incident_->escalations) begun.push_back(one.policy.name.text);
        for (const core::PolicyName& policy : expect_.escalations) {
            if (incident_->escalation(policy) != nullptr) continue;
            fault("it is not escalated by " + policy.text + "; escalations that began: " + joined(begun, "none"));
        }
        for (const core::PolicyName& policy : expect_.not_escalations) {
            if (incident_->escalation(policy) == nullptr) continue;
            fault("it is escalated by " + policy.text +
                  since<core::EscalationStarted>([&](const auto& started) { return started.policy.name == policy; }));
        }
        check_held();
        check_step();
    }

    void check_held() {
        std::vector<std::string> held;
        for (const auto& [policy, call] : incident_->held) {
            held.push_back(policy.text + " (" + std::string(core::word(call.hold.kind)) + ")");
        }
        for (const core::PolicyName& policy : expect_.held) {
            if (incident_->held.contains(policy)) continue;
            fault(policy.text + " is not held back; calls that are: " + joined(held, "none"));
        }
        for (const core::PolicyName& policy : expect_.not_held) {
            if (incident_->held.contains(policy)) fault(policy.text + " is held back");
        }
    }

    void check_step() {
        if (!expect_.step && expect_.asked.empty()) return;
        const core::EscalationStepped* newest = nullptr;
        Instant at;
        for (const core::Event& event : stage_.events()) {
            const auto* stepped = std::get_if<core::EscalationStepped>(&event.body);
            if (stepped == nullptr || stepped->incident != incident_->id) continue;
            const bool is_named = std::find(expect_.escalations.begin(), expect_.escalations.end(), stepped->policy) !=
                                  expect_.escalations.end();
            if (!is_named && !expect_.escalations.empty()) continue;
            // A reminder is the same step once more.
            const bool is_same =
                newest != nullptr && newest->policy == stepped->policy && newest->step == stepped->step;
            if (!is_same) at = event.at;
            newest = stepped;
        }
        if (newest == nullptr) return fault("no escalation has taken a step");
        const std::string now =
            "step " + std::to_string(newest->step + 1) + " of " + newest->policy.text + " since " + stage_.time_of(at);
        if (expect_.step && newest->step + 1 != *expect_.step) {
            fault("it is at " + now + ", not at step " + std::to_string(*expect_.step));
        }
        std::vector<std::string> asked;
        for (const core::AskedBehind& one : *newest->asked) asked.push_back(one.target.text());
        for (const core::Target& target : expect_.asked) {
            if (contains(asked, target.text())) continue;
            fault("the newest step does not ask " + target.text() + "; " + now + " asks " + joined(asked, "nobody"));
        }
    }

    void gather_askings() {
        for (const core::Event& event : stage_.events()) {
            const auto* stepped = std::get_if<core::EscalationStepped>(&event.body);
            const auto* issued = std::get_if<core::InstructionIssued>(&event.body);
            if (stepped != nullptr && stepped->incident == incident_->id) {
                const std::string how = "step " + std::to_string(stepped->step + 1) + " of " + stepped->policy.text;
                for (const core::AskedBehind& asked : *stepped->asked) {
                    askings_.push_back({asked.target, asked.clients, event.at, how});
                }
            } else if (issued != nullptr && issued->incident == incident_->id) {
                const auto target = core::Target::parse(issued->to).value_or(core::Target{});
                askings_.push_back({target, issued->addressees, event.at, "an instruction"});
                instructed_.push_back(askings_.back());
            }
        }
    }

    // The first asking that came to a target or to somebody behind it.
    const Asking* asking_of(const core::Target& target, const std::vector<Asking>& among) const {
        const auto behind = core::clients_behind(stage_.organisation(), target);
        const auto found = std::find_if(among.begin(), among.end(), [&](const Asking& asking) {
            return asking.target == target || std::any_of(behind.begin(), behind.end(), [&](const auto& client) {
                       return std::find(asking.clients.begin(), asking.clients.end(), client) != asking.clients.end();
                   });
        });
        return found == among.end() ? nullptr : &*found;
    }

    // Whether all who are behind it, and may take part, were asked.
    bool is_told(const core::Target& target) const {
        const auto behind = core::clients_behind(stage_.organisation(), target);
        bool is_any = false;
        for (const core::ClientName& client : behind) {
            if (!core::may_take_part(stage_.organisation(), client, incident_->compartment)) continue;
            is_any = true;
            if (asking_of({core::Target::Kind::unit, client.text}, askings_) == nullptr) return false;
        }
        return is_any;
    }

    void check_targets() {
        std::vector<std::string> told;
        for (const Asking& asking : askings_) {
            if (!contains(told, asking.target.text())) told.push_back(asking.target.text());
        }
        for (const core::Target& target : expect_.told) {
            if (is_told(target)) continue;
            fault(target.text() + " was not told; told so far: " + joined(told, "nobody"));
        }
        for (const core::Target& target : expect_.not_told) {
            const Asking* asking = asking_of(target, askings_);
            if (asking == nullptr) continue;
            fault(target.text() + " was told at " + stage_.time_of(asking->at) + ", by " + asking->how);
        }
        for (const core::Target& target : expect_.instructed) {
            if (std::none_of(instructed_.begin(), instructed_.end(),
                             [&](const Asking& asking) { return asking.target == target; })) {
                std::vector<std::string> others;
                for (const Asking& asking : instructed_) others.push_back(asking.target.text());
                fault("nothing was asked of " + target.text() + "; instructions went to " + joined(others, "nobody"));
            }
        }
        if (expect_.instructions && static_cast<std::size_t>(*expect_.instructions) != instructed_.size()) {
            fault(std::to_string(instructed_.size()) + " instructions went out about it, not " +
                  std::to_string(*expect_.instructions));
        }
        for (const core::Target& target : expect_.not_instructed) {
            const Asking* asking = asking_of(target, instructed_);
            if (asking == nullptr) continue;
            fault("an instruction went to " + target.text() + " at " + stage_.time_of(asking->at));
        }
    }

    const Expectation& expect_;
    const TestStage& stage_;
    const core::Incident* incident_;
    std::vector<Asking> askings_;
    std::vector<Asking> instructed_;
    std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> unmet(const Expectation& expect, const TestStage& stage) {
    return Checking(expect, stage).all();
}

}  // namespace paraat::rules

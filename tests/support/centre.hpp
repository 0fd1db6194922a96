#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/core/decider.hpp"
#include "hub/core/staff.hpp"

namespace paraat::test {

// Rules that a test writes as functions.
class ScriptedRules : public core::RuleQuestions {
public:
    using Rule = std::function<std::optional<core::Firing>(const core::Case&)>;

    std::vector<core::Firing> judge(const core::Case& at_hand) const override;
    const core::EscalationPolicy* policy(const core::PolicyName& name) const override;
    std::vector<std::string> policy_names() const override;
    const std::string& version() const override { return version_; }
    std::vector<core::RuleName> rules_calling(const core::PolicyName& name) const override {
        const auto found = calling.find(name);
        return found == calling.end() ? std::vector<core::RuleName>{} : found->second;
    }

    std::vector<Rule> rules;
    std::map<core::PolicyName, core::EscalationPolicy> policies;
    std::map<core::PolicyName, std::vector<core::RuleName>> calling;

private:
    std::string version_ = "test-1";
};

// The shipped organisation in small: dvl with it-overlast (radio-1, radio-2), dvo with it-ondermijning (radio-7,
// radio-8), a coordinator each, the opco and two consoles of the centre.
core::Organisation small_organisation();
core::EscalationPolicy policy(const std::string& name, std::vector<core::EscalationStep> steps);
core::EscalationStep step(const std::string& target, std::optional<Milliseconds> ack_within,
                          std::optional<Milliseconds> repeat_every = {});
core::Report report(const std::string& category, double lat = 51.92, double lon = 4.48);

// The core run by hand: commands go in, time is moved, and after every step the invariants are checked and the
// journal's form of each event is read back. What was broken fails the test at the end.
class Centre {
public:
    Centre();
    ~Centre();
    Centre(const Centre&) = delete;
    Centre& operator=(const Centre&) = delete;

    core::Outcome receives(const std::string& client, core::InputBody body, const std::string& id = {});
    core::Outcome beacon(const std::string& client, const core::StatusUpdate& update);
    // Moves time on; everything that falls due fires at its moment.
    std::vector<core::Event> passes(Milliseconds span);
    // The hub was away: what fell due meanwhile fires at once.
    std::vector<core::Event> sleeps(Milliseconds span);
    core::Outcome starts();
    // These are the agreements with partners from now on.
    core::Outcome agrees(const std::vector<core::Agreement>& agreements);
    // Of records whose term is over, as the shell went through the journal.
    core::Outcome finds(const core::RetentionFinding& finding);
    // The hub ends and is there again after a while: it knows its state as the snapshot has it, has heard nobody, takes
    // what waited at the broker, and only then fires what fell due meanwhile. The outcomes of what waited.
    struct Waiting {
        std::string client;
        core::InputBody body;
    };
    std::vector<core::Outcome> restarts(Milliseconds away = {}, const std::vector<Waiting>& waiting = {});
    // A sign of life that decides nothing.
    core::Outcome hears(const std::string& client);
    // The journal, folded anew from nothing, gives the same state; otherwise it is broken.
    void compares_folds();

    const core::Incident& incident(const core::Outcome& outcome) const;
    // Targets of the steps so far, in order: "team/it-ondermijning".
    std::vector<std::string> asked(const core::IncidentId& incident) const;

    core::Organisation organisation = small_organisation();
    ScriptedRules rules;
    const core::RuleQuestions* asked_rules = &rules;  // real ones may take the place of the script
    core::State state;
    core::Observed observed;
    std::vector<core::Event> journal;
    Instant now{1'763'940'000'000};
    std::vector<std::string> broken;
    bool is_deaf = false;  // its broker is gone: nobody's silence counts

private:
    void note(const core::ClientName& client, core::StatusUpdate update);
    core::Outcome take(const core::CoreCommand& command);
    std::optional<core::CompartmentName> on_record(const std::optional<core::IncidentId>& incident) const;
    void fire();

    void follow(const core::Event& event);

    int inputs_ = 0;
    std::optional<core::Organisation> configured_;  // once somebody was appointed
    std::unique_ptr<core::Staff> staff_;
};

// Names of the events of an outcome: "report_received", ...
std::vector<std::string> names(const std::vector<core::Event>& events);

}  // namespace paraat::test

#pragma once

#include <map>
#include <string>
#include <vector>

#include "hub/core/decider.hpp"
#include "hub/rules/coverage.hpp"
#include "hub/rules/rule_set.hpp"

namespace paraat::rules {

// The core as one test of a rule file runs it: deeds go in, time goes forward, and all that happens is kept.
class TestStage {
public:
    // All outlive it; coverage may be null.
    TestStage(const RuleSet& rules, const core::Organisation& organisation, Coverage* coverage);

    // Reports of before the test, the oldest first.
    void has_nearby(const std::vector<Neighbours>& nearby);
    // What falls due until then, and at that very moment, happens first.
    void pass_to(Milliseconds at);
    // Nothing is done by none, and then nothing was refused.
    void take(const TestDeed& deed);

    // The incident that a report named, or the newest report's; null when it is gone or was never there.
    const core::Incident* incident(const std::string& name) const;
    const core::IncidentId* incident_id(const std::string& name) const;
    const core::Organisation& organisation() const { return organisation_; }
    const std::vector<core::Event>& events() const { return events_; }
    // By the newest deed, and since.
    const std::vector<std::string>& fired() const { return listening_.fired; }
    const std::optional<core::Refusal>& refusal() const { return refusal_; }
    std::optional<bool> joined() const { return joined_; }  // the newest report
    Instant now() const { return now_; }
    // "1 m 30 s" since the test began.
    std::string time_of(Instant at) const;

private:
    // The rules, and which of them fired since the last forgetting, each once; one that waits fires at the end of that.
    class Listening : public core::RulesBehind {
    public:
        Listening(const RuleSet& rules, Coverage* coverage) : rules_(rules), coverage_(coverage) {}

        std::vector<core::Firing> judge(const core::Case& at_hand) const override;
        Waited look_again(const core::RuleName& rule, const core::Case& at_hand) const override;
        mutable std::vector<std::string> fired;

    private:
        const core::RuleQuestions& behind() const override { return rules_; }
        void note(const core::RuleName& rule) const;

        const RuleSet& rules_;
        Coverage* coverage_;
    };

    core::Outcome decide(const core::CoreCommand& command);
    core::Outcome input(const core::ClientName& client, core::InputBody body, bool is_beacon = false);
    void report(const ReportDeed& deed);
    void status(const StatusDeed& deed);
    void ack(const AckDeed& deed);
    void command(const CommandDeed& deed);
    // Nullopt, and the deed counts as refused, when there is none.
    std::optional<core::IncidentId> known(const std::string& name);
    std::optional<core::InstructionId> newest_instruction_to(const core::ClientName& client);
    // What a deed brought: its incident is the newest now, under that name.
    void opened(const core::Outcome& outcome, const std::string& name);

    const core::Organisation& organisation_;
    Listening listening_;
    core::Decider decider_;
    core::State state_;
    core::Observed observed_;
    Instant now_;
    std::vector<core::Event> events_;
    std::map<std::string, core::IncidentId> incidents_;  // "" = the newest
    std::optional<core::Refusal> refusal_;
    std::optional<bool> joined_;
    int inputs_ = 0;
};

}  // namespace paraat::rules

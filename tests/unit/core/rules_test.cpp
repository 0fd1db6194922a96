#include <gmock/gmock.h>

#include "tests/support/centre.hpp"

// Which set of rules decides is state: the journal says which it was, and what a roll back goes to.
namespace paraat::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Rules : public testing::Test {
protected:
    Rules() { rules().version = "a"; }

    core::RulesInForce& rules() { return centre.state.rules; }
    // What comes of a command about the rules whose files came to `version`, or are at fault.
    core::Outcome wants(core::Deed deed, const std::string& version, const std::string& by = "opco-1",
                        const std::string& fault = {}) {
        core::Command command;
        command.deed = deed;
        core::ClientInput input;
        input.client = core::ClientName{by};
        input.body = command;
        input.rules = core::RulesOffer{version, fault};
        core::Outcome outcome =
            core::Decider(centre.organisation, centre.rules).decide(centre.state, {}, input, centre.now);
        for (const core::Event& event : outcome.events) core::evolve(centre.state, event);
        return outcome;
    }
    core::Outcome reload(const std::string& version) { return wants(core::Deed::reload_rules, version); }
    core::Outcome roll_back(const std::string& version) { return wants(core::Deed::rollback_rules, version); }

    Centre centre;
};

TEST_F(Rules, ThatAreReloadedStandInTheJournalWithThoseBefore) {
    const core::Outcome outcome = reload("b");
    const auto& changed = std::get<core::RulesChanged>(outcome.events.back().body);
    EXPECT_EQ(changed.version, "b");
    EXPECT_EQ(changed.previous, "a");
    EXPECT_EQ(changed.how, core::RulesChange::reload);
    EXPECT_EQ(outcome.events.back().by.text, "opco-1");
    EXPECT_EQ(rules().version, "b");
}

TEST_F(Rules, ThatAreInForceAlreadyChangeNothing) {
    const core::Outcome outcome = reload("a");
    EXPECT_FALSE(outcome.refusal);
    EXPECT_THAT(rules().before, IsEmpty());
    EXPECT_EQ(names(outcome.events), std::vector<std::string>{"presence_changed"});
}

TEST_F(Rules, AreRolledBackOneSetAfterTheOther) {
    reload("b");
    reload("c");
    EXPECT_FALSE(roll_back("b").refusal);
    EXPECT_EQ(rules().version, "b");
    EXPECT_TRUE(rules().is_pinned);
    EXPECT_FALSE(roll_back("a").refusal);
    EXPECT_EQ(rules().version, "a");
    EXPECT_EQ(roll_back("a").refusal->reason, core::Reason::not_found);
}

TEST_F(Rules, ThatWereRolledBackStayUntilAReloadEvenOfTheSame) {
    reload("b");
    roll_back("a");
    EXPECT_FALSE(reload("a").refusal);
    EXPECT_FALSE(rules().is_pinned);
    EXPECT_THAT(rules().before, IsEmpty());
    reload("b");
    EXPECT_THAT(rules().before, ElementsAre("a"));
}

TEST_F(Rules, OfAnotherRollBackThanTheOneThatWasReadAreRefused) {
    reload("b");
    reload("c");
    EXPECT_EQ(roll_back("a").refusal->reason, core::Reason::bad_rules);
    EXPECT_EQ(rules().version, "c");
}

TEST_F(Rules, ThatDoNotCheckAreRefusedWithTheFault) {
    const core::Outcome outcome = wants(core::Deed::reload_rules, "", "opco-1", "20-x.toml:3:5: unknown key");
    ASSERT_TRUE(outcome.refusal);
    EXPECT_EQ(core::code_of(outcome.refusal->reason), "bad_rules");
    EXPECT_EQ(outcome.refusal->sentence, "20-x.toml:3:5: unknown key");
    EXPECT_EQ(rules().version, "a");
}

TEST_F(Rules, AreChangedByTheOpcoAndTheHubOnly) {
    for (const char* client : {"console-1", "coord-ondermijning-1", "radio-7", "stranger"}) {
        EXPECT_EQ(wants(core::Deed::reload_rules, "b", client).refusal->reason, core::Reason::not_allowed) << client;
    }
    EXPECT_FALSE(wants(core::Deed::reload_rules, "b", "hub").refusal);
}

TEST_F(Rules, ThatChangedWhileNoHubRanAreInTheJournalOfTheNextStart) {
    const core::Outcome outcome = centre.starts();
    ASSERT_GE(outcome.events.size(), 2u);
    const auto& changed = std::get<core::RulesChanged>(outcome.events[1].body);
    EXPECT_EQ(changed.version, centre.rules.version());
    EXPECT_EQ(changed.previous, "a");
    EXPECT_EQ(changed.how, core::RulesChange::start);
    EXPECT_THAT(rules().before, ElementsAre("a"));
    EXPECT_EQ(names(centre.starts().events), std::vector<std::string>{"hub_started"});
}

TEST_F(Rules, InForceAreInASnapshot) {
    reload("b");
    roll_back("a");
    const auto read = core::decode_state(core::encode(centre.state));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->rules, rules());
}

}  // namespace
}  // namespace paraat::test

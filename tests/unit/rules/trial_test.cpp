#include "hub/rules/rule_file.hpp"
#include "hub/rules/rule_set.hpp"
#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

RuleSet set_of(const std::string& rules) {
    RuleReading reading = read_rules({{{"10-x.toml", rules}}}, nullptr);
    EXPECT_THAT(reading.issues, IsEmpty());
    return RuleSet(std::move(reading.content));
}

const std::string on_trial = R"(
[[rule]]
name = "live"
when = 'report.category == "shooting"'
then = { division = "dvo" }

[[rule]]
name = "tried"
shadow = true
when = 'report.persons >= 50'
then = { divisions = ["dvo", "dvl"] }

[[rule]]
name = "same"
shadow = true
when = 'report.persons >= 50'
then = { division = "dvo" }
)";

TEST(Trial, OfARuleHasNoEffectAndIsCounted) {
    const World world;
    const RuleSet set = set_of(on_trial);
    EXPECT_THAT(set.judge(world.at_hand()), SizeIs(1));
    const auto trials = set.trials().all();
    ASSERT_THAT(trials, SizeIs(2));
    EXPECT_EQ(trials[0].rule.text, "same");
    EXPECT_EQ(trials[0].fired, 1u);
    EXPECT_EQ(trials[0].differs, 0u) << "the live rule brings it to dvo as well";
    EXPECT_EQ(trials[1].differs, 1u);
}

TEST(Trial, CountsAsADifferenceOnlyWhatWouldBeOne) {
    const World world;
    const RuleSet set = set_of(R"(
[[escalation]]
name = "chain"
steps = [{ notify = "role/opco", repeat_every = "60s" }]
[[escalation]]
name = "other"
steps = [{ notify = "role/opco", repeat_every = "60s" }]
[[rule]]
name = "live"
when = 'report.category == "shooting"'
then = { escalate = "chain", title = "{title} here" }
[[rule]]
name = "a-holds"
shadow = true
when = 'report.persons >= 50'
then = { inhibit = "chain" }
[[rule]]
name = "b-holds-nothing"
shadow = true
when = 'report.persons >= 50'
then = { inhibit = "other" }
[[rule]]
name = "c-same-title"
shadow = true
when = 'report.persons >= 50'
then = { title = "{title} here" }
[[rule]]
name = "d-waits"
shadow = true
when = 'report.persons >= 50'
after = "5m"
unless = 'incident.acked'
then = { priority = 1 }
)");
    set.judge(world.at_hand());
    std::vector<std::uint64_t> differ;
    for (const auto& trial : set.trials().all()) differ.push_back(trial.differs);
    EXPECT_THAT(differ, testing::ElementsAre(1, 0, 0, 0));
}

TEST(Trial, MayBeRehearsedLive) {
    const World world;
    EXPECT_THAT(set_of(on_trial).with_trials_live().judge(world.at_hand()), SizeIs(3));
}

}  // namespace
}  // namespace paraat::rules

#include "hub/app/node_claim.hpp"

#include <gtest/gtest.h>

#include "hub/codec/write_message.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using Verdict = NodeClaim::Verdict;

constexpr Instant start{1'763'940'000'000};

std::string status(const std::string& generation, Instant since, Instant at,
                   core::HubState state = core::HubState::up) {
    core::HubStatus made;
    made.node = "hub-1";
    made.generation = generation;
    made.state = state;
    made.living.emplace();
    made.living->since = since;
    made.living->at = at;
    return codec::write(made);
}

class NodeClaimTest : public testing::Test {
protected:
    NodeClaim claim_{"ours", start};
};

TEST_F(NodeClaimTest, IsFreeWhereNobodySpoke) {
    EXPECT_EQ(claim_.look("", start), Verdict::free);
    EXPECT_EQ(claim_.look("no status", start), Verdict::free);
}

TEST_F(NodeClaimTest, IsFreeAfterOurOwnGenerationAndAfterALastWord) {
    EXPECT_EQ(claim_.look(status("ours", start - 1h, start - 1s), start), Verdict::free);
    EXPECT_EQ(claim_.look(status("other", start - 1h, start - 1s, core::HubState::down), start), Verdict::free);
}

TEST_F(NodeClaimTest, IsFreeWhereAnOldMarkerWasLeft) {
    EXPECT_EQ(claim_.look(status("other", start - 1h, start - 16s), start), Verdict::free);
}

TEST_F(NodeClaimTest, IsTakenByAnotherGenerationThatGoesOnSpeaking) {
    EXPECT_EQ(claim_.look(status("other", start - 1h, start - 4s), start), Verdict::perhaps_taken);
    EXPECT_EQ(claim_.look(status("other", start - 1h, start - 4s), start + 500ms), Verdict::perhaps_taken);
    EXPECT_EQ(claim_.look(status("other", start - 1h, start + 1s), start + 1s), Verdict::taken);
}

TEST_F(NodeClaimTest, IsFreeOnceAFreshMarkerOfAnotherDidNotChangeForThreeIntervals) {
    EXPECT_EQ(claim_.look(status("other", start - 1h, start - 4s), start), Verdict::perhaps_taken);
    EXPECT_EQ(claim_.look(status("other", start - 1h, start - 4s), start + 14s), Verdict::perhaps_taken);
    EXPECT_EQ(claim_.look(status("other", start - 1h, start - 4s), start + 15s), Verdict::free);
}

TEST_F(NodeClaimTest, YieldsToAnEarlierHubThatSpeaksNow) {
    EXPECT_TRUE(claim_.must_yield_to(status("other", start - 1h, start + 1s)));
    EXPECT_FALSE(claim_.must_yield_to(status("other", start + 1s, start + 2s))) << "the later one ends";
}

TEST_F(NodeClaimTest, YieldsNeitherToItselfNorToWhatWaitedAtTheBroker) {
    EXPECT_FALSE(claim_.must_yield_to(status("ours", start, start + 1s)));
    EXPECT_FALSE(claim_.must_yield_to(status("ours", start - 1h, start - 1s))) << "said before the restart";
    EXPECT_FALSE(claim_.must_yield_to(status("other", start - 1h, start + 1s, core::HubState::down)));
    EXPECT_FALSE(claim_.must_yield_to("no status"));
}

}  // namespace
}  // namespace paraat::app

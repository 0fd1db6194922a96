#include "clients/sdk/hub_watch.hpp"

#include <gtest/gtest.h>

namespace paraat::sdk {
namespace {

class HubWatchTest : public testing::Test {
protected:
    // Whether a hub begins to listen by what it says of itself; `since` tells its runs apart.
    bool says(const std::string& state, int since = 1, const std::string& node = "hub-1") {
        return watch.begins_to_listen(status(state, since, node));
    }
    bool had_said(const std::string& state) {
        Message retained = status(state, 1, "hub-1");
        retained.is_retained = true;
        return watch.begins_to_listen(retained);
    }
    static Message status(const std::string& state, int since, const std::string& node) {
        return {"oov/json/hub/" + node + "/status", R"({"node":")" + node + R"(","state":")" + state + R"(","since":)" +
                                                        std::to_string(since) + R"(,"generation":"01jd8"})"};
    }

    HubWatch watch;
};

TEST_F(HubWatchTest, HubBeginsToListenOnceItIsUp) {
    EXPECT_FALSE(says("starting"));
    EXPECT_TRUE(says("up"));
    EXPECT_FALSE(says("up")) << "it says so every few seconds";
}

TEST_F(HubWatchTest, HubThatWasAwayBeginsAnew) {
    EXPECT_TRUE(says("up"));
    for (const char* away : {"starting", "down", "standby", "a word of later"}) {
        EXPECT_FALSE(says(away)) << away;
        EXPECT_TRUE(says("up")) << away;
    }
}

TEST_F(HubWatchTest, AnotherRunBeginsAnewThoughNobodyHeardThatTheFirstOneEnded) {
    EXPECT_TRUE(says("up", 1));
    EXPECT_TRUE(says("up", 2));
    EXPECT_FALSE(says("up", 2));
}

TEST_F(HubWatchTest, AnotherJournalBeginsAnew) {
    EXPECT_TRUE(says("up"));
    Message restored = status("up", 1, "hub-1");
    restored.payload.replace(restored.payload.find("01jd8"), 5, "01jd9");
    EXPECT_TRUE(watch.begins_to_listen(restored));
}

TEST_F(HubWatchTest, DegradedHubListensAndMendedListensBetter) {
    EXPECT_TRUE(says("degraded"));
    EXPECT_TRUE(says("up"));
    EXPECT_FALSE(says("degraded")) << "it did already, and better";
}

TEST_F(HubWatchTest, WhatIsRetainedTellsHowItWas) {
    EXPECT_FALSE(had_said("up"));
    EXPECT_FALSE(says("up"));
    EXPECT_FALSE(says("down"));
    EXPECT_TRUE(says("up"));
}

TEST_F(HubWatchTest, EachHubOfABrokerIsKnownByItself) {
    EXPECT_TRUE(says("up", 1, "hub-1"));
    EXPECT_TRUE(says("up", 1, "hub-2"));
    EXPECT_FALSE(says("down", 1, "hub-2"));
    EXPECT_FALSE(says("up", 1, "hub-1"));
}

TEST_F(HubWatchTest, KnowsNoMoreHubsThanItsLimit) {
    for (std::size_t number = 0; number < HubWatch::nodes_most; ++number) {
        EXPECT_TRUE(says("up", 1, "node-" + std::to_string(number)));
    }
    EXPECT_FALSE(says("up", 1, "one-too-many"));
    EXPECT_TRUE(says("up", 2, "node-0"));
}

TEST_F(HubWatchTest, WhatIsNoStatusChangesNothing) {
    EXPECT_TRUE(says("up"));
    for (const char* payload : {"", "PHUB", "[]", R"({"state":"up")"}) {
        EXPECT_FALSE(watch.begins_to_listen({"oov/json/hub/hub-1/status", payload})) << payload;
    }
    EXPECT_FALSE(says("up"));
    EXPECT_FALSE(watch.begins_to_listen({"oov/json/hub/hub-1/status", R"({"state":7,"since":"now"})"}));
}

}  // namespace
}  // namespace paraat::sdk

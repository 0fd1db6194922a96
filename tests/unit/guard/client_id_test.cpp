#include "hub/guard/client_id.hpp"

#include <gtest/gtest.h>

namespace paraat::guard {
namespace {

TEST(ClientId, IsTheAccountOrOneOfItsTabs) {
    EXPECT_TRUE(may_use("radio-7", "radio-7"));
    EXPECT_TRUE(may_use("radio-7", "radio-7.tab1"));
    EXPECT_TRUE(may_use("radio-7", "radio-7."));
}

TEST(ClientId, OfAnotherAccountIsRefused) {
    for (const char* id :
         {"radio-8", "radio-77", "radio-", "radio", "", "radio-7-x", "RADIO-7", "x.radio-7", "radio-8.radio-7"}) {
        EXPECT_FALSE(may_use("radio-7", id)) << id;
    }
}

TEST(ClientId, OfTheHubIsItsOwnOnly) {
    for (const char* id : {"hub-hub-1-alerts", "hub-hub-1-beacons", "hub", "hub.x"}) {
        EXPECT_TRUE(may_use("hub", id)) << id;
        EXPECT_FALSE(may_use("radio-7", id)) << id;
    }
    EXPECT_FALSE(may_use("hub", "radio-7"));
}

TEST(ClientId, ThatTheBrokerMadeIsAnybodys) {
    EXPECT_TRUE(may_use("radio-7", "auto-376FBB34-A217-317C-244F-AF3DBD820BE1"));
    for (const char* id : {"auto-", "auto-1", "auto-376FBB34-A217-317C-244F-AF3DBD820BEG",
                           "auto-376FBB34-A217-317C-244F-AF3DBD820BE", "auto-376FBB34-A217-317C-244F-AF3DBD820BE11"}) {
        EXPECT_FALSE(may_use("radio-7", id)) << id;
    }
}

TEST(ClientId, OfNobodyIsRefused) {
    EXPECT_FALSE(may_use("", ""));
    EXPECT_FALSE(may_use("", ".x"));
    EXPECT_FALSE(may_use("", "auto-376FBB34-A217-317C-244F-AF3DBD820BE1"));
}

}  // namespace
}  // namespace paraat::guard

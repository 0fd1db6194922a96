#include "hub/codec/owntracks/topic.hpp"

#include <gmock/gmock.h>

namespace paraat::codec::owntracks {
namespace {

TEST(OwntracksTopic, HasUserDeviceAndARest) {
    EXPECT_EQ(topic_in("owntracks/jan/phone", "owntracks"), (Topic{"jan", "phone", ""}));
    EXPECT_EQ(topic_in("owntracks/jan/phone/event", "owntracks"), (Topic{"jan", "phone", "event"}));
    EXPECT_EQ(topic_in("city/phones/jan/phone/waypoints", "city/phones"), (Topic{"jan", "phone", "waypoints"}));
    EXPECT_EQ(topic_in("jan/phone", ""), (Topic{"jan", "phone", ""}));
}

TEST(OwntracksTopic, IsNoneOfOthers) {
    for (const char* topic :
         {"", "owntracks", "owntracks/", "owntracks/jan", "owntracks//phone", "owntracks/jan/", "owntracks/jan/phone/",
          "owntracks/jan/phone/photo", "owntracks/jan/phone/event/x", "owntracksx/jan/phone", "other/jan/phone"}) {
        EXPECT_EQ(topic_in(topic, "owntracks"), std::nullopt) << topic;
    }
}

TEST(OwntracksTopic, OfCommandsIsReadAgain) {
    EXPECT_EQ(command_topic("a/b", "jan", "phone"), "a/b/jan/phone/cmd");
    EXPECT_EQ(topic_in(command_topic("", "jan", "phone"), ""), (Topic{"jan", "phone", "cmd"}));
}

}  // namespace
}  // namespace paraat::codec::owntracks

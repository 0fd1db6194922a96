#include "hub/codec/meshtastic/topic.hpp"

#include <gmock/gmock.h>

namespace paraat::codec::meshtastic {
namespace {

constexpr NodeId gateway{0xa2e227d4};

TEST(MeshtasticTopic, IsFoundByItsKindAtAnyDepth) {
    const auto json = TopicKind::json;
    EXPECT_EQ(topic_in("msh/EU_868/2/json/LongFast/!a2e227d4", "msh"), (Topic{json, "EU_868", "LongFast", gateway}));
    EXPECT_EQ(topic_in("msh/US/bayarea/2/json/A/!a2e227d4", "msh"), (Topic{json, "US/bayarea", "A", gateway}));
    EXPECT_EQ(topic_in("msh/2/json/LongFast/!a2e227d4", "msh"), (Topic{json, "", "LongFast", gateway}));
    EXPECT_EQ(topic_in("msh/EU_868//2/json/LongFast/!a2e227d4", "msh"), (Topic{json, "EU_868", "LongFast", gateway}));
    EXPECT_EQ(topic_in("a/b/json/LongFast/!a2e227d4", "a/b"), (Topic{json, "", "LongFast", gateway}));
    EXPECT_EQ(topic_in("msh/2/json", "msh"), (Topic{json, "", "", {}}));
}

TEST(MeshtasticTopic, OfTheOtherKinds) {
    EXPECT_EQ(topic_in("msh/EU_868/2/e/LongFast/!a2e227d4", "msh")->kind, TopicKind::protobuf);
    EXPECT_EQ(topic_in("msh/EU_868/2/c/LongFast/!a2e227d4", "msh")->kind, TopicKind::protobuf);
    EXPECT_EQ(topic_in("msh/EU_868/2/stat/!a2e227d4", "msh"), (Topic{TopicKind::presence, "EU_868", "", gateway}));
}

TEST(MeshtasticTopic, IsNoneOfOthers) {
    for (const char* topic : {"", "msh", "msh/", "msh/EU_868/2/map/", "mshx/2/json/A/!a2e227d4", "x/2/json/A"}) {
        EXPECT_EQ(topic_in(topic, "msh"), std::nullopt) << topic;
    }
}

TEST(MeshtasticTopic, GoingDownHasNoGateway) {
    EXPECT_EQ(downlink_topic("msh/EU_868"), "msh/EU_868/2/json/mqtt/");
    EXPECT_EQ(topic_in(downlink_topic("msh/EU_868"), "msh"), (Topic{TopicKind::json, "EU_868", "mqtt", {}}));
}

TEST(MeshtasticNode, IsWrittenAsItIsRead) {
    EXPECT_EQ(text_of(NodeId{2'130'636'288}), "!7efeee00");
    EXPECT_EQ(text_of(NodeId{0x0fd8badc}), "!0fd8badc");
    EXPECT_EQ(node_in("!0FD8badc"), NodeId{0x0fd8badc});
    for (const char* text : {"", "!", "7efeee00", "!7efeee0", "!7efeee000", "!7efeee0g", "!-efeee00", "!+efeee00"}) {
        EXPECT_EQ(node_in(text), std::nullopt) << text;
    }
}

}  // namespace
}  // namespace paraat::codec::meshtastic

#include "hub/foreign/meshtastic_inputs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/codec/read_input.hpp"
#include "tests/unit/foreign/samples.hpp"

namespace paraat::foreign {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr std::uint32_t node = 0x7efeee00;
const std::string node_topic = "msh/EU_868/2/json/LongFast/!a2e227d4";

std::string packet(const std::string& type, const std::string& payload,
                   const std::string& more = R"("id":11,"to":4294967295)") {
    return R"({"from":2130636288,)" + more + R"(,"sender":"!a2e227d4","timestamp":1700000500,"type":")" + type +
           R"(","payload":)" + payload + "}";
}

std::string text(const std::string& words, const std::string& more = R"("id":11,"to":4294967295)") {
    return packet("text", R"({"text":")" + words + "\"}", more);
}

class MeshtasticNode : public testing::Test {
protected:
    Interpretation said(const std::string& payload, const std::string& on = node_topic) {
        return interpret(interpreter, on, payload);
    }
    static Device device() {
        Device made{core::ClientName{"radio-7"}};
        made.node = node;
        return made;
    }
    Interpreter interpreter{with_devices({device()})};
};

TEST_F(MeshtasticNode, TellsItsPlaceAsABeaconOfItsUnit) {
    const Interpretation found = said(packet(
        "position",
        R"({"latitude_i":519200000,"longitude_i":44800000,"time":1700000490,"ground_speed":2,"precision_bits":18})"));
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_EQ(found.client.text, "radio-7");
    EXPECT_EQ(found.sayings[0].normalised,
              R"({"sent_at":1700000490000,"lat":51.92,"lon":4.48,"accuracy_m":91,"speed_mps":2.0})");
    EXPECT_TRUE(codec::read_input(core::InputKind::beacon, found.sayings[0].normalised).has_value());
}

TEST_F(MeshtasticNode, TellsItsBattery) {
    const Interpretation found = said(packet("telemetry", R"({"battery_level":73,"voltage":3.9})"));
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_EQ(found.sayings[0].normalised, R"({"battery_pct":73})");
    const Interpretation plugged = said(packet("telemetry", R"({"battery_level":101,"voltage":4.2})", R"("id":12)"));
    EXPECT_THAT(plugged.sayings, IsEmpty());
    EXPECT_TRUE(plugged.is_sign_of_life);
}

TEST_F(MeshtasticNode, IsOnePacketHoweverManyGatewaysCarryIt) {
    EXPECT_THAT(said(text("hallo")).sayings, SizeIs(1));
    const Interpretation again = said(text("hallo"), "msh/EU_868/2/json/LongFast/!0badcafe");
    EXPECT_TRUE(again.is_repeat);
    EXPECT_THAT(again.sayings, IsEmpty());
}

// The hub forgets what it heard when it stops; the journal does not.
TEST_F(MeshtasticNode, SaysTheSameByAnotherGatewayAlsoAfterARestart) {
    const Interpretation before = said(text("hallo"));
    Interpreter restarted{with_devices({device()})};
    const Interpretation after =
        interpret(restarted, "msh/EU_868/2/json/LongFast/!0badcafe",
                  R"({"from":2130636288,"id":11,"to":4294967295,"sender":"!0badcafe","rssi":-70,"channel":2,)"
                  R"("timestamp":1700000555,"type":"text","payload":{"text":"hallo"}})");
    ASSERT_THAT(after.sayings, SizeIs(1));
    EXPECT_EQ(after.sayings[0].normalised, before.sayings[0].normalised);
    EXPECT_EQ(after.sayings[0].sameness, before.sayings[0].sameness);
}

TEST_F(MeshtasticNode, CallsForHelpWithOneWord) {
    const Interpretation found = said(text(" Nood "));
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_EQ(found.sayings[0].kind, core::InputKind::status);
    EXPECT_THAT(found.sayings[0].normalised, HasSubstr(R"("panic":true)"));
    EXPECT_EQ(said(text("geen nood", R"("id":12)")).sayings[0].kind, core::InputKind::report);
    // Also to one that is not the gateway: who calls does not choose well.
    EXPECT_THAT(said(text("nood", R"("id":13,"to":5)")).sayings, SizeIs(1));
}

TEST_F(MeshtasticNode, CallsForHelpWithAPlaceThatItMarks) {
    const std::string marked =
        R"({"id":3,"name":"nood","latitude_i":519200000,"longitude_i":44800000,"expire":1700009999})";
    EXPECT_THAT(said(packet("waypoint", marked)).sayings.at(0).normalised, HasSubstr(R"("panic":true,"lat":51.92)"));
    const std::string taken_away = R"({"id":3,"name":"nood","latitude_i":519200000,"longitude_i":44800000,"expire":1})";
    EXPECT_THAT(said(packet("waypoint", taken_away, R"("id":12)")).sayings, IsEmpty());
}

TEST_F(MeshtasticNode, SaysItsStatusInAWord) {
    const Interpretation found = said(text("Ter plaatse"));
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_THAT(found.sayings[0].normalised, HasSubstr(R"("status":"on_scene")"));
    EXPECT_TRUE(codec::read_input(core::InputKind::status, found.sayings[0].normalised).has_value());
}

TEST_F(MeshtasticNode, ReportsWithOtherWordsToAllButNotToOneNode) {
    const Interpretation found = said(text("groep bij de brug"));
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_THAT(found.sayings[0].normalised, HasSubstr(R"("category":"other","text":"groep bij de brug")"));
    EXPECT_THAT(said(text("eten?", R"("id":12,"to":5)")).sayings, IsEmpty());
}

TEST_F(MeshtasticNode, OfASensorIsReadOnlyWhereThatIsConfigured) {
    const std::string noticed = packet("detection", R"({"text":"deur open"})");
    EXPECT_THAT(said(noticed).sayings, IsEmpty());
    Devices devices = with_devices({device()});
    devices.detections = "suspicious_situation";
    Interpreter other(devices);
    EXPECT_THAT(interpret(other, node_topic, noticed).sayings.at(0).normalised, HasSubstr("suspicious_situation"));
}

TEST_F(MeshtasticNode, OfAStrangerSaysNothing) {
    const Interpretation found = said(R"({"from":5,"id":1,"type":"text","payload":{"text":"nood"}})");
    EXPECT_THAT(found.sayings, IsEmpty());
    EXPECT_FALSE(found.refused.has_value());
    EXPECT_THAT(first_remark(found), HasSubstr("!00000005"));
}

TEST(MeshtasticGateway, SaysTheSameInProtobufAndOnlyWhoSaysNothingElseIsToldOfIt) {
    Interpreter interpreter{with_devices({})};
    const std::string protobuf = "msh/EU_868/2/e/LongFast/!a2e227d4";
    const Interpretation alone = interpret(interpreter, protobuf, "\x0a\x01");
    EXPECT_TRUE(alone.refused.has_value());
    EXPECT_FALSE(alone.is_unremarkable);
    interpret(interpreter, node_topic, text("hallo"));
    EXPECT_TRUE(interpret(interpreter, protobuf, "\x0a\x01").is_unremarkable);
}

TEST(MeshtasticGateway, IsNotAskedForTheHubsOwnWords) {
    Interpreter interpreter{with_devices({})};
    EXPECT_TRUE(interpret(interpreter, "msh/EU_868/2/json/mqtt/", R"({"from":1,"type":"sendtext","payload":"x"})")
                    .is_unremarkable);
    EXPECT_EQ(interpret(interpreter, "msh/2/stat/!a2e227d4", "online").what, "stat");
}

TEST_F(MeshtasticNode, IsHeardByTheGatewayThatCouldReadItToo) {
    const std::string undecoded =
        R"({"from":2130636288,"id":11,"to":4294967295,"sender":"!a2e227d5","timestamp":1700000500,"type":""})";
    EXPECT_THAT(said(undecoded).sayings, IsEmpty());
    const Interpretation found = said(text("nood"));
    EXPECT_FALSE(found.is_repeat);
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_EQ(found.sayings[0].kind, core::InputKind::status);
}

}  // namespace
}  // namespace paraat::foreign

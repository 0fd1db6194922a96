#include "hub/foreign/downlink.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/foreign/samples.hpp"

namespace paraat::foreign {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const core::ClientName radio_7{"radio-7"};
const std::string gateway_topic = "msh/EU_868/2/json/LongFast/!a2e227d4";

Devices with_node(bool mesh_texts = false) {
    Device device{radio_7, "jan/phone"};
    device.node = 0x7efeee00;
    device.mesh_texts = mesh_texts;
    return with_devices({device});
}

core::HeardMessage heard_on(const std::string& topic, const char* format = "meshtastic") {
    core::HeardMessage heard;
    heard.format = format;
    heard.topic = topic;
    heard.client = radio_7;
    return heard;
}

Downlink::Telling notice(const std::string& text = "P1 Schietpartij", Instant at = now_of_samples) {
    return {radio_7, "notice/01jd8", text, at};
}

class RadioDownlink : public testing::Test {
protected:
    std::vector<Reply> tell(const Downlink::Telling& telling) { return downlink.tell(telling, shipped_organisation()); }
    Downlink downlink{with_node(), now_of_samples};
};

TEST_F(RadioDownlink, TellsANodeByTheGatewayThatHeardItLast) {
    downlink.note(heard_on("msh/EU_868/2/json/LongFast/!00000001"));
    downlink.note(heard_on(gateway_topic));
    const auto replies = tell(notice());
    ASSERT_THAT(replies, SizeIs(1));
    EXPECT_EQ(replies[0].topic, "msh/EU_868/2/json/mqtt/");
    EXPECT_THAT(replies[0].payload, HasSubstr(R"("from":2732730324)"));
    EXPECT_THAT(replies[0].payload, HasSubstr(R"("to":2130636288)"));
    EXPECT_THAT(replies[0].payload, HasSubstr(R"("payload":"P1 Schietpartij")"));
}

TEST_F(RadioDownlink, TellsAThingOnceUntilItEnded) {
    downlink.note(heard_on(gateway_topic));
    EXPECT_THAT(tell(notice()), SizeIs(1));
    EXPECT_THAT(tell(notice("P1 Schietpartij, rev 2")), IsEmpty());
    downlink.end(radio_7, "notice/01jd8");
    EXPECT_THAT(tell(notice()), SizeIs(1));
}

TEST_F(RadioDownlink, WaitsUntilTheNodeIsHeardAndThenTellsWhatStillStands) {
    EXPECT_THAT(tell(notice()), IsEmpty());
    EXPECT_THAT(tell({radio_7, "instruction/01jd9", "P2 Ga kijken", now_of_samples}), IsEmpty());
    downlink.end({}, "notice/01jd8");
    const auto replies = downlink.note(heard_on(gateway_topic));
    ASSERT_THAT(replies, SizeIs(1));
    EXPECT_THAT(replies[0].payload, HasSubstr("Ga kijken"));
    EXPECT_THAT(downlink.note(heard_on(gateway_topic)), IsEmpty());
}

TEST_F(RadioDownlink, KeepsOnlyTheNewestOfMuchThatWaits) {
    for (std::size_t i = 0; i <= Downlink::waiting_most; ++i) {
        tell({radio_7, "instruction/" + std::to_string(i), "P2 nr " + std::to_string(i) + ".", now_of_samples});
    }
    const auto replies = downlink.note(heard_on(gateway_topic));
    ASSERT_THAT(replies, SizeIs(Downlink::waiting_most));
    EXPECT_THAT(replies[0].payload, HasSubstr("nr 1."));
}

TEST_F(RadioDownlink, TellsNothingAgainThatAnEarlierHubToldLongAgo) {
    downlink.note(heard_on(gateway_topic));
    EXPECT_THAT(tell(notice("P1 oud", now_of_samples - Downlink::told_again - Milliseconds{1})), IsEmpty());
}

TEST_F(RadioDownlink, SaysNothingCovertWhereOthersListenUnlessThatIsConfigured) {
    downlink.note(heard_on(gateway_topic));
    Downlink::Telling covert = notice();
    covert.is_covert = true;
    EXPECT_THAT(tell(covert), IsEmpty());
    Downlink other{with_node(true), now_of_samples};
    other.note(heard_on(gateway_topic));
    EXPECT_THAT(other.tell(covert, shipped_organisation()), SizeIs(1));
}

TEST_F(RadioDownlink, IsSilentWhereNothingMaySound) {
    downlink.note(heard_on(gateway_topic));
    Downlink::Telling quiet = notice();
    quiet.must_be_quiet = true;
    EXPECT_THAT(tell(quiet), IsEmpty());
}

TEST_F(RadioDownlink, UsesTheGatewayOfTheFileBeforeTheNodeIsHeard) {
    Devices devices = with_node();
    devices.gateways.push_back({core::ClientName{"mesh-1"}, "msh/EU_868", 0xa2e227d4});
    Downlink with_gateway{devices, now_of_samples};
    EXPECT_THAT(with_gateway.tell(notice(), shipped_organisation()), SizeIs(1));
}

TEST_F(RadioDownlink, AsksAPhoneWhereItIsButNotAgainAndAgain) {
    const auto replies = downlink.ask_where(radio_7, now_of_samples);
    ASSERT_THAT(replies, SizeIs(1));
    EXPECT_EQ(replies[0].topic, "owntracks/jan/phone/cmd");
    EXPECT_EQ(replies[0].payload, R"({"_type":"cmd","action":"reportLocation"})");
    EXPECT_THAT(downlink.ask_where(radio_7, now_of_samples + Milliseconds{1}), IsEmpty());
    EXPECT_THAT(downlink.ask_where(radio_7, now_of_samples + Downlink::between_questions), SizeIs(1));
    EXPECT_THAT(downlink.ask_where(core::ClientName{"radio-8"}, now_of_samples), IsEmpty());
}

TEST_F(RadioDownlink, KnowsAPhoneByItsOwnTopicToo) {
    core::HeardMessage phone = heard_on("owntracks/radio-8/samsung", "owntracks");
    phone.client = core::ClientName{"radio-8"};
    downlink.note(phone);
    EXPECT_EQ(downlink.ask_where(phone.client, now_of_samples).at(0).topic, "owntracks/radio-8/samsung/cmd");
}

TEST(RadioText, IsOneLineThatSaysHowUrgentItIsAndWhetherItIsADrill) {
    core::Notice notice;
    notice.priority = 1;
    notice.title = "Schietpartij";
    notice.because = "severity is extreme";
    EXPECT_EQ(radio_text(notice), "P1 Schietpartij: severity is extreme");
    core::InstructionView order;
    order.priority = 2;
    order.text = "Ga kijken\nen meld";
    order.talkgroup = "OOV-1";
    order.exercise = true;
    EXPECT_EQ(radio_text(order), "OEFENING P2 [OOV-1] Ga kijken en meld");
}

}  // namespace
}  // namespace paraat::foreign

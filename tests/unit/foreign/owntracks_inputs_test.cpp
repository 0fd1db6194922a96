#include "hub/foreign/owntracks_inputs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/codec/owntracks/encryption.hpp"
#include "hub/codec/owntracks/writer.hpp"
#include "hub/codec/read_input.hpp"
#include "tests/unit/foreign/samples.hpp"

namespace paraat::foreign {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const char* const location =
    R"({"_type":"location","lat":51.92,"lon":4.48,"acc":12.3,"vel":36,"cog":90,"batt":80,"tst":1700000500})";

Interpretation said(const std::string& topic, const std::string& payload, Devices devices = with_devices({})) {
    Interpreter interpreter(std::move(devices));
    return interpret(interpreter, topic, payload);
}

Devices with_manual_report() {
    Device device{core::ClientName{"radio-7"}, "jan/phone"};
    device.panic = PanicSigns{true, "nood", ""};
    return with_devices({device});
}

TEST(OwntracksLocation, IsABeaconOfTheUnitThatTheTopicNames) {
    const Interpretation found = said("owntracks/radio-1/phone", location);
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_EQ(found.what, "location");
    EXPECT_EQ(found.client.text, "radio-1");
    EXPECT_EQ(found.sayings[0].kind, core::InputKind::beacon);
    EXPECT_EQ(
        found.sayings[0].normalised,
        R"({"sent_at":1700000500000,"lat":51.92,"lon":4.48,"accuracy_m":13,"speed_mps":10.0,"heading_deg":90,"battery_pct":80})");
    EXPECT_TRUE(codec::read_input(core::InputKind::beacon, found.sayings[0].normalised).has_value());
    EXPECT_FALSE(found.is_degraded);
}

TEST(OwntracksLocation, OfAPhoneInTheFileIsOfItsUnit) {
    EXPECT_EQ(said("owntracks/jan/phone", location, with_manual_report()).client.text, "radio-7");
}

TEST(OwntracksLocation, OfNobodySaysWhatToConfigure) {
    const Interpretation found = said("owntracks/piet/phone", location);
    ASSERT_TRUE(found.refused.has_value());
    EXPECT_THAT(found.refused->message, HasSubstr("owntracks = \"piet/phone\""));
    EXPECT_THAT(found.sayings, IsEmpty());
    EXPECT_EQ(found.what, "location");
    EXPECT_EQ(found.client.text, "");
    const Interpretation of_a_desk = said("owntracks/console-1/phone", location);
    EXPECT_THAT(of_a_desk.refused->message, HasSubstr("no unit"));
    // Whose it may be is told by its topic: a unit that was dismissed is an account still, and may be covert.
    EXPECT_EQ(of_a_desk.client.text, "console-1");
}

TEST(OwntracksTopic, TellsWhoseItIsWhateverElseIsWrongWithIt) {
    for (const char* topic : {"owntracks/radio-7", "owntracks/radio-7/phone/a/b/c", "owntracks/radio-7/"}) {
        EXPECT_EQ(said(topic, location).client.text, "radio-7") << topic;
    }
}

TEST(OwntracksLocation, OfAnotherDeviceThanTheUnitsOwnIsRefused) {
    const Interpretation found = said("owntracks/radio-7/other", location, with_manual_report());
    ASSERT_TRUE(found.refused.has_value());
    EXPECT_THAT(found.refused->message, HasSubstr("jan/phone"));
}

TEST(OwntracksLocation, WithoutAFixHasNoPlaceAndIsTakenAsDegraded) {
    const Interpretation found =
        said("owntracks/radio-1/phone", R"({"_type":"location","lat":0,"lon":0,"acc":-1,"batt":50,"tst":1700000500})");
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_EQ(found.sayings[0].normalised, R"({"sent_at":1700000500000,"battery_pct":50})");
    EXPECT_TRUE(found.is_degraded);
}

TEST(OwntracksLocation, ByHandIsAPanicOnlyWhereThatIsConfigured) {
    const std::string by_hand = R"({"_type":"location","t":"u","lat":51.92,"lon":4.48,"acc":5,"tst":1700000500})";
    EXPECT_THAT(said("owntracks/radio-1/phone", by_hand).sayings, SizeIs(1));
    const Interpretation found = said("owntracks/jan/phone", by_hand, with_manual_report());
    ASSERT_THAT(found.sayings, SizeIs(2));
    EXPECT_EQ(found.sayings[0].kind, core::InputKind::status);
    EXPECT_THAT(found.sayings[0].normalised, HasSubstr(R"("panic":true,"lat":51.92,"lon":4.48,"accuracy_m":5)"));
    EXPECT_TRUE(codec::read_input(core::InputKind::status, found.sayings[0].normalised).has_value());
    EXPECT_EQ(found.sayings[1].kind, core::InputKind::beacon);
}

TEST(OwntracksLocation, ByHandWithoutAPlaceOrATimeIsAPanicAllTheSame) {
    const Interpretation found = said("owntracks/jan/phone", R"({"_type":"location","t":"u"})", with_manual_report());
    ASSERT_THAT(found.sayings, SizeIs(2));
    EXPECT_THAT(found.sayings[0].normalised, HasSubstr(R"("panic":true})"));
}

TEST(OwntracksPanic, IsTheSamePressWhenItIsDeliveredAgainAndAnotherTheNextTime) {
    const std::string first = R"({"_type":"waypoint","desc":" NOOD ","lat":51.92,"lon":4.48,"rad":0,"tst":1700000500})";
    const std::string next = R"({"_type":"waypoint","desc":"nood","lat":51.92,"lon":4.48,"rad":0,"tst":1700000560})";
    const auto press = [](const std::string& payload) {
        const Interpretation found = said("owntracks/radio-1/phone/waypoint", payload);
        return found.sayings.size() == 1 ? found.sayings[0].normalised : "none";
    };
    EXPECT_THAT(press(first), HasSubstr(R"("panic":true,"lat":51.92)"));
    EXPECT_EQ(press(first), press(first));
    EXPECT_NE(codec::read_input(core::InputKind::status, press(first))->id,
              codec::read_input(core::InputKind::status, press(next))->id);
}

TEST(OwntracksPanic, IsNotCalledByAListOfPlacesNorByComingNearOne) {
    const std::string list =
        R"({"_type":"waypoints","waypoints":[{"_type":"waypoint","desc":"nood","lat":51.9,"lon":4.4,"tst":1}]})";
    EXPECT_THAT(said("owntracks/radio-1/phone/waypoints", list).sayings, IsEmpty());
    const std::string enter =
        R"({"_type":"transition","event":"enter","desc":"nood","lat":51.9,"lon":4.4,"acc":5,"tst":1700000500,"wtst":1700000400})";
    const Interpretation found = said("owntracks/radio-1/phone/event", enter);
    EXPECT_THAT(found.sayings, IsEmpty());
    EXPECT_TRUE(found.is_sign_of_life);
    EXPECT_THAT(first_remark(found), HasSubstr("does not call"));
}

TEST(OwntracksLwt, SaysThatTheConnectionIsLostAndIsNoSignOfLife) {
    const Interpretation found = said("owntracks/radio-1/phone", R"({"_type":"lwt","tst":1600000000})");
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_EQ(found.sayings[0].kind, core::InputKind::presence);
    EXPECT_EQ(found.sayings[0].normalised, R"({"state":"offline"})");
    EXPECT_FALSE(found.is_sign_of_life);
}

TEST(OwntracksSettings, AreNotToldToAnybody) {
    const Interpretation found =
        said("owntracks/radio-1/phone/dump", R"({"_type":"configuration","password":"geheim","username":"jan"})");
    EXPECT_EQ(found.what, "configuration");
    EXPECT_THAT(found.sayings, IsEmpty());
    for (const codec::Remark& remark : found.remarks)
        EXPECT_THAT(remark.field + remark.why, testing::Not(HasSubstr("geheim")));
}

TEST(OwntracksCommand, IsNoSignOfLifeOfThePhoneThatItGoesTo) {
    const Interpretation found = said("owntracks/radio-1/phone/cmd", R"({"_type":"cmd","action":"reportLocation"})");
    EXPECT_THAT(found.sayings, IsEmpty());
    EXPECT_FALSE(found.is_sign_of_life);
    EXPECT_TRUE(found.is_unremarkable);  // the hub's own
    EXPECT_FALSE(said("owntracks/radio-1/phone/cmd", R"({"_type":"cmd","action":"dump"})").is_unremarkable);
}

TEST(OwntracksList, IsTakenAsFarAsItCanBeRead) {
    const Interpretation found = said("owntracks/radio-1/phone", "[" + std::string(location) + R"(,{"_type":"hat"}])");
    EXPECT_THAT(found.sayings, SizeIs(1));
    EXPECT_TRUE(found.is_degraded);
    EXPECT_FALSE(found.refused.has_value());
}

TEST(OwntracksList, IsOfEachItsOwnBytes) {
    const std::string other = R"({"_type":"location","lat":51.93,"lon":4.48,"tst":1700000600})";
    const Interpretation found = said("owntracks/radio-1/phone", "[" + std::string(location) + ", " + other + "]");
    ASSERT_THAT(found.sayings, SizeIs(2));
    EXPECT_EQ(found.sayings[0].original, location);
    EXPECT_EQ(found.sayings[1].original, other);
}

TEST(OwntracksEncrypted, IsOpenedWithTheSecretOfItsDevice) {
    codec::owntracks::Location inside;
    inside.lat = 51.92;
    inside.lon = 4.48;
    inside.at = Instant{1'700'000'500'000};
    const auto sealed = codec::owntracks::seal(inside, "sleutel", codec::owntracks::Nonce{1, 2, 3});
    ASSERT_TRUE(sealed.has_value());
    const std::string payload = codec::owntracks::write(*sealed);
    Device device{core::ClientName{"radio-7"}, "jan/phone"};
    EXPECT_THAT(said("owntracks/jan/phone", payload, with_devices({device})).refused->message,
                HasSubstr("secret_file"));
    device.secret = "sleutel";
    const Interpretation found = said("owntracks/jan/phone", payload, with_devices({device}));
    ASSERT_THAT(found.sayings, SizeIs(1));
    EXPECT_EQ(found.what, "location");
    device.secret = "andere";
    EXPECT_TRUE(said("owntracks/jan/phone", payload, with_devices({device})).refused.has_value());
}

TEST(OwntracksTopic, ThatIsNobodysSaysHowItShouldBe) {
    EXPECT_THAT(said("owntracks/radio-1", location).refused->message, HasSubstr("owntracks/user/device"));
}

}  // namespace
}  // namespace paraat::foreign

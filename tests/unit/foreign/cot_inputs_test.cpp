#include "hub/foreign/cot_inputs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "hub/codec/cot/builders.hpp"
#include "hub/codec/cot/chat.hpp"
#include "hub/codec/cot/control.hpp"
#include "hub/codec/cot/tak_message.hpp"
#include "hub/codec/cot/write_event.hpp"
#include "hub/foreign/tak_message_id.hpp"
#include "hub/foreign/tak_topic.hpp"

namespace paraat::foreign {
namespace {

namespace cot = codec::cot;
using testing::HasSubstr;

constexpr Instant now{1'764'277'200'000};
const core::ClientName radio{"radio-7"};

core::Organisation organisation() {
    core::Organisation made;
    made.panic = core::CategoryName{"panic"};
    for (const char* name : {"panic", "other", "burglary"}) {
        core::Category category;
        category.name = core::CategoryName{name};
        made.categories[category.name] = category;
    }
    core::Account unit;
    unit.name = radio;
    unit.is_unit = true;
    made.accounts.put(unit);
    core::Account desk;
    desk.name = core::ClientName{"console-1"};
    made.accounts.put(desk);
    return made;
}

class CotInputsTest : public testing::Test {
protected:
    Interpretation hears(const cot::Event& event, const core::ClientName& account = radio) {
        const std::string topic = tak_topic(account);
        const std::string bytes = cot::write_event(event);
        Heard heard{topic, bytes, {}, core::InputKind::report, false, now_};
        heard.is_in_need = is_in_need_;
        heard.answerable = [this](const core::ClientName&) { return answerable_; };
        return inputs_.read(heard, devices_, organisation_);
    }
    // The only input that it becomes.
    nlohmann::json input(const cot::Event& event, const core::ClientName& account = radio) {
        const Interpretation made = hears(event, account);
        EXPECT_EQ(made.sayings.size(), 1U);
        if (made.sayings.size() != 1) return nullptr;
        EXPECT_EQ(made.sayings[0].client, account);
        last_kind_ = made.sayings[0].kind;
        return nlohmann::json::parse(made.sayings[0].normalised);
    }
    std::string remark(const cot::Event& event, const core::ClientName& account = radio) {
        const Interpretation made = hears(event, account);
        EXPECT_TRUE(made.sayings.empty());
        return made.remarks.empty() ? "" : made.remarks.back().why;
    }

    static cot::Event position(const std::string& uid = "ANDROID-1") {
        cot::SeenUnit unit;
        unit.uid = uid;
        unit.callsign = "BOB";
        unit.point = cot::Point{51.92, 4.48, std::nullopt, 12.4, std::nullopt};
        unit.battery = 80;
        cot::Event event = cot::unit_position(unit, now);
        event.detail.track = cot::Track{1.5, -90.0, {}};
        return event;
    }
    static cot::Event emergency(std::int64_t seconds = 0) {
        return cot::emergency({"ANDROID-1", "a-f-G-U-C", "BOB", "b-a-o-tbl", cot::Point{51.92, 4.48, {}, {}, {}}},
                              now + std::chrono::seconds{seconds});
    }
    static cot::Event cancel(std::int64_t seconds) {
        return cot::emergency_cancel({"ANDROID-1", "a-f-G-U-C", "BOB", "b-a-o-tbl", std::nullopt},
                                     now + std::chrono::seconds{seconds});
    }
    static cot::Event chat(const std::string& to, const std::string& text) {
        return cot::chat_message({"m1", "ANDROID-1", "BOB", "a-f-G-U-C", to, "", text}, now);
    }

    core::Organisation organisation_ = organisation();
    Devices devices_;
    CotInputs inputs_;
    Instant now_ = now;
    bool is_in_need_ = true;
    std::vector<Answerable> answerable_;
    core::InputKind last_kind_ = core::InputKind::query;
};

TEST_F(CotInputsTest, PositionOfTheOwnDeviceIsABeacon) {
    const auto beacon = input(position());
    EXPECT_EQ(last_kind_, core::InputKind::beacon);
    EXPECT_EQ(beacon, nlohmann::json::parse(R"({"sent_at":1764277200000,"lat":51.92,"lon":4.48,"accuracy_m":12,
        "speed_mps":1.5,"heading_deg":270,"battery_pct":80})"));
}

TEST_F(CotInputsTest, WhatElseIsOnTheMapIsNoBeacon) {
    input(position());
    EXPECT_THAT(remark(position("ANDROID-2")), HasSubstr("only a unit's own position"));
    cot::Event hostile = position("ANDROID-1");
    hostile.type = "a-h-G";
    EXPECT_THAT(remark(hostile), HasSubstr("only a unit's own position"));
    EXPECT_THAT(remark(cot::event_of("route", "b-m-r", "h-e", now)), HasSubstr("drawn on a shared map"));
}

TEST_F(CotInputsTest, DeviceThatTheFileNamesIsTheOwnOne) {
    devices_.devices.push_back({radio});
    devices_.devices.back().tak = "ANDROID-9";
    EXPECT_THAT(remark(position("ANDROID-1")), HasSubstr("only a unit's own position"));
    EXPECT_EQ(input(position("ANDROID-9"))["battery_pct"], 80);
}

TEST_F(CotInputsTest, OldOrSimulatedPositionIsNobodysPlace) {
    cot::Event old = position();
    old.time = now - std::chrono::minutes{10};
    old.stale = old.time + std::chrono::seconds{45};
    EXPECT_THAT(remark(old), HasSubstr("out of date"));
    cot::Event simulated = position();
    simulated.how = "m-s";
    EXPECT_THAT(remark(simulated), HasSubstr("simulated"));
}

TEST_F(CotInputsTest, EmergencyIsOnePanicUntilItIsCancelled) {
    const auto panic = input(emergency());
    EXPECT_EQ(last_kind_, core::InputKind::status);
    EXPECT_EQ(panic["panic"], true);
    EXPECT_EQ(panic["lat"], 51.92);
    // Said again, it is what a pressed button says; so is a position meanwhile.
    const auto again = input(emergency(10));
    EXPECT_EQ(last_kind_, core::InputKind::beacon);
    EXPECT_EQ(again["panic"], true);
    EXPECT_EQ(input(position())["panic"], true);
    const Interpretation taken_back = hears(cancel(20));
    ASSERT_EQ(taken_back.sayings.size(), 1U);
    EXPECT_TRUE(taken_back.sayings[0].takes_back);
    EXPECT_FALSE(input(position()).contains("panic"));
    // A new press is a new panic, with an id of its own.
    const auto anew = input(emergency(30));
    EXPECT_EQ(last_kind_, core::InputKind::status);
    EXPECT_NE(anew["id"], panic["id"]);
}

TEST_F(CotInputsTest, EmergencyOfADeskIsAPanicReport) {
    const auto report = input(emergency(), core::ClientName{"console-1"});
    EXPECT_EQ(last_kind_, core::InputKind::report);
    EXPECT_EQ(report["category"], "panic");
}

TEST_F(CotInputsTest, EmergencyOfANameThatNobodyHasIsToldOnceByItsUid) {
    const core::ClientName stranger{"stranger"};
    const auto first = input(emergency(), stranger);
    EXPECT_EQ(last_kind_, core::InputKind::report);
    EXPECT_EQ(first["category"], "panic");
    EXPECT_EQ(input(emergency(10), stranger)["id"], first["id"]);
}

TEST_F(CotInputsTest, WhatIsSaidToTheHubIsAReport) {
    EXPECT_THAT(remark(chat("All Chat Rooms", "coffee?")), HasSubstr("between people"));
    const auto report = input(chat("paraat", "two men at the back door"));
    EXPECT_EQ(last_kind_, core::InputKind::report);
    EXPECT_EQ(report["category"], "other");
    EXPECT_EQ(report["text"], "two men at the back door");
}

TEST_F(CotInputsTest, WordOfPanicIsAPanicInAnyRoom) {
    EXPECT_EQ(input(chat("All Chat Rooms", "NOOD!"))["panic"], true);
    EXPECT_EQ(last_kind_, core::InputKind::status);
}

TEST_F(CotInputsTest, ReceiptsAndAWordAnswerAnInstruction) {
    const core::InstructionId instruction{*Ulid::parse("01jd8z0000000000000000000a")};
    const cot::ChatMessage sent{tak_message_id(instruction), "paraat", "Paraat", "a-f-G-U-C", "ANDROID-1", "BOB", "go"};
    const auto delivered = input(cot::chat_delivered(sent, {"ANDROID-1", "BOB", "a-f-G-U-C"}, now));
    EXPECT_EQ(last_kind_, core::InputKind::ack);
    EXPECT_EQ(delivered, (nlohmann::json{{"instruction", instruction.text()}, {"answer", "delivered"}}));
    EXPECT_EQ(input(cot::chat_read(sent, {"ANDROID-1", "BOB", "a-f-G-U-C"}, now))["answer"], "read");
    answerable_ = {{instruction, "go", now, Answerable::Rung::read}};
    EXPECT_EQ(input(chat("paraat", "Wilco."))["answer"], "accepted");
    cot::Event done = cot::event_of(sent.id, "y-c", "h-e", now);
    EXPECT_EQ(input(done)["answer"], "done");
}

TEST_F(CotInputsTest, ReceiptThatAnAppSendsByItselfMakesNoOrderAnswerable) {
    const core::InstructionId instruction{*Ulid::parse("01jd8z0000000000000000000a")};
    const cot::ChatMessage sent{tak_message_id(instruction), "paraat", "Paraat", "a-f-G-U-C", "ANDROID-1", "BOB", "go"};
    input(cot::chat_delivered(sent, {"ANDROID-1", "BOB", "a-f-G-U-C"}, now));
    answerable_ = {{instruction, "go", now, Answerable::Rung::told}};
    const Interpretation made = hears(chat("paraat", "nee"));
    EXPECT_TRUE(made.sayings.empty());
    ASSERT_EQ(made.replies.size(), 1U);
    EXPECT_THAT(made.replies[0].payload, HasSubstr("1: go"));
    EXPECT_EQ(input(chat("paraat", "1 nee"))["answer"], "declined");
}

TEST_F(CotInputsTest, WordThatAnswersNothingIsAReport) {
    EXPECT_EQ(input(chat("paraat", "klaar"))["text"], "klaar");
    EXPECT_EQ(last_kind_, core::InputKind::report);
}

TEST_F(CotInputsTest, ReceiptOfANoticeNamesItsRevision) {
    const TakNotice notice{core::IncidentId{*Ulid::parse("01jd8z0000000000000000000b")}, 12};
    const cot::ChatMessage sent{tak_message_id(notice), "paraat", "Paraat", "a-f-G-U-C", "ANDROID-1", "BOB", "go"};
    const auto read = input(cot::chat_read(sent, {"ANDROID-1", "BOB", "a-f-G-U-C"}, now));
    EXPECT_EQ(read["incident"], notice.incident.text());
    EXPECT_EQ(read["rev"], 12);
    const cot::ChatMessage others{"m7", "ANDROID-2", "EVE", "a-f-G-U-C", "ANDROID-1", "BOB", "hi"};
    EXPECT_THAT(remark(cot::chat_read(others, {"ANDROID-1", "BOB", "a-f-G-U-C"}, now)), HasSubstr("between people"));
}

TEST_F(CotInputsTest, IncidentAndAlarmAreReports) {
    cot::Event alarm = cot::event_of("alarm-1", "b-l-l-l-bur", "h-e", now);
    alarm.detail.contact = cot::Contact{"Shop 5", "", "", {}};
    const auto report = input(alarm);
    EXPECT_EQ(report["category"], "burglary");
    EXPECT_EQ(report["text"], "Shop 5");
    EXPECT_EQ(report["references"][0]["id"], "alarm-1");
    EXPECT_EQ(input(cot::event_of("x", "a-u-X-i-f", "h-e", now))["category"], "other");
}

TEST_F(CotInputsTest, WhatComesRoundIsDropped) {
    cot::Event event = emergency();
    event.detail.flow_tags = {{flow_tag_of("hub-1"), "2026-11-27T21:00:00Z"}};
    EXPECT_THAT(remark(event), HasSubstr("came round"));
    event.detail.flow_tags = {{"TAK-Server-1", "2026-11-27T21:00:00Z"}};
    EXPECT_EQ(input(event)["panic"], true);
}

TEST_F(CotInputsTest, ProtobufSaysTheSame) {
    const std::string topic = tak_topic(radio);
    const std::string bytes = cot::write_tak_message(position());
    const auto made = inputs_.read({topic, bytes, {}, core::InputKind::report, false, now}, devices_, organisation_);
    ASSERT_EQ(made.sayings.size(), 1U);
    EXPECT_EQ(made.sayings[0].kind, core::InputKind::beacon);
}

TEST_F(CotInputsTest, EmergencyOfAPartnerIsAReport) {
    const std::string bytes = cot::write_event(emergency());
    const auto made =
        inputs_.read({"oov/partner/p/in/cot", bytes, core::ClientName{"p"}, core::InputKind::report, true, now},
                     devices_, organisation_);
    ASSERT_EQ(made.sayings.size(), 1U);
    EXPECT_EQ(made.sayings[0].kind, core::InputKind::report);
}

TEST_F(CotInputsTest, OtherXmlIsRefused) {
    const std::string topic = tak_topic(radio);
    const auto made = inputs_.read({topic, "<event", {}, core::InputKind::report, false, now}, devices_, organisation_);
    ASSERT_TRUE(made.refused);
    EXPECT_EQ(made.refused->code, "unreadable");
}

TEST_F(CotInputsTest, CallsForHelpAgainOncePeopleClosedTheFirstCall) {
    EXPECT_EQ(input(emergency())["panic"], true);
    EXPECT_TRUE(hears(emergency(10)).is_repeat);
    is_in_need_ = false;
    EXPECT_FALSE(input(position()).contains("panic"));
    EXPECT_EQ(input(emergency(60))["panic"], true);
    EXPECT_EQ(last_kind_, core::InputKind::status);
}

TEST_F(CotInputsTest, TakeNoMarkForThePlaceOfWhoDrewIt) {
    cot::Event mark = position("MARKER-1");
    mark.how = "h-g-i-g-o";
    mark.detail.takv.reset();
    EXPECT_THAT(remark(mark), HasSubstr("something else"));
    EXPECT_TRUE(input(position("ANDROID-1")).contains("lat"));
    EXPECT_THAT(remark(position("ANDROID-2")), HasSubstr("something else"));
    // A device that is silent was replaced.
    now_ = now + std::chrono::minutes{4};
    EXPECT_TRUE(input(position("ANDROID-2")).contains("lat"));
}

TEST_F(CotInputsTest, FollowAUnitWhoseClockIsSlow) {
    cot::Event event = position();
    event.stale = event.time + std::chrono::seconds{45};
    now_ = now + std::chrono::minutes{2};
    EXPECT_TRUE(input(event).contains("lat"));
    EXPECT_TRUE(hears(event).is_degraded);
    now_ = now + std::chrono::minutes{10};
    EXPECT_THAT(remark(event), HasSubstr("out of date"));
}

}  // namespace
}  // namespace paraat::foreign

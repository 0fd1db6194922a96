#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/codec/cot/builders.hpp"
#include "hub/codec/cot/chat.hpp"
#include "hub/codec/cot/write_event.hpp"
#include "hub/foreign/tak_message_id.hpp"
#include "hub/foreign/tak_topic.hpp"
#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

namespace cot = codec::cot;
using testing::HasSubstr;
using testing::IsEmpty;

const core::ClientName tak_user{"radio-1"};

// What clients of TAK say, from their bytes to what the hub knows then.
class TakIntakeTest : public testing::Test {
protected:
    Batch hears(const cot::Event& event, const core::ClientName& account = tak_user) {
        return desk_.takes_from(foreign::tak_topic(account), cot::write_event(event));
    }
    Batch chats(const std::string& text) {
        const std::string id = "m" + std::to_string(++chats_);
        return hears(cot::chat_message({id, "ANDROID-1", "BOB", "a-f-G-U-C", "paraat", "", text}, desk_.now));
    }
    // What the hub says back to such a chat.
    std::string told(const std::string& text) {
        const Batch batch = chats(text);
        return batch.foreign_replies.size() == 1 ? batch.foreign_replies[0].bytes : "";
    }
    void receives(const foreign::TakMessageSubject& subject) {
        hears(cot::chat_delivered(message(subject), {"ANDROID-1", "BOB", "a-f-G-U-C"}, desk_.now));
    }
    void reads(const foreign::TakMessageSubject& subject) {
        hears(cot::chat_read(message(subject), {"ANDROID-1", "BOB", "a-f-G-U-C"}, desk_.now));
    }
    core::InstructionId instructs(const std::string& id, const std::string& text,
                                  const std::string& to = "unit/radio-1") {
        const Json receipt = desk_.receipt("opco-1", "instruct", Json({{"id", id}, {"to", to}, {"text", text}}).dump());
        return core::InstructionId{*Ulid::parse(receipt["instruction"].get<std::string>())};
    }
    Batch calls_for_help(const std::string& type = "b-a-o-tbl", const std::string& device = "ANDROID-1") {
        cot::Alarm alarm{device, "a-f-G-U-C", "BOB", type, cot::Point{51.92, 4.48, {}, {}, {}}};
        return hears(cot::emergency(alarm, desk_.now));
    }
    void passes(std::int64_t seconds) { desk_.now = desk_.now + std::chrono::seconds{seconds}; }
    const core::Unit& unit() { return *desk_.intake().state().unit(tak_user); }
    static bool calls_people(const Batch& batch) {
        return std::any_of(batch.events.begin(), batch.events.end(), [](const core::Event& event) {
            return std::holds_alternative<core::PanicRaised>(event.body);
        });
    }
    core::InstructionState state(const core::InstructionId& id) {
        return desk_.intake().state().instruction(id)->state;
    }

    Desk desk_;

private:
    static cot::ChatMessage message(const foreign::TakMessageSubject& subject) {
        return {foreign::tak_message_id(subject), "paraat", "Paraat", "a-f-G-U-C", "ANDROID-1", "BOB", "x"};
    }

    int chats_ = 0;
};

TEST_F(TakIntakeTest, OrderThatOnlyCameIsNotDeclinedByAWordAndOneThatWasReadIs) {
    const auto order = instructs("i1", "go there");
    receives(order);
    EXPECT_THAT(told("nee"), HasSubstr("1: P3 go there"));
    EXPECT_EQ(state(order), core::InstructionState::delivered);
    reads(order);
    EXPECT_THAT(chats("nee").foreign_replies, IsEmpty());
    EXPECT_EQ(state(order), core::InstructionState::declined);
}

TEST_F(TakIntakeTest, OfTwoOrdersTheNumberSaysWhich) {
    const auto first = instructs("i1", "go there");
    desk_.now = desk_.now + std::chrono::seconds{5};
    const auto second = instructs("i2", "come back");
    reads(first);
    reads(second);
    EXPECT_THAT(told("ok"), HasSubstr("2: P3 come back"));
    EXPECT_EQ(state(first), core::InstructionState::read);
    chats("2 ok");
    EXPECT_EQ(state(first), core::InstructionState::read);
    EXPECT_EQ(state(second), core::InstructionState::accepted);
    // Only one of them still waits for an answer.
    chats("nee");
    EXPECT_EQ(state(first), core::InstructionState::declined);
    chats("klaar");
    EXPECT_EQ(state(second), core::InstructionState::done);
}

TEST_F(TakIntakeTest, OrderThatEndedIsAnsweredNoMore) {
    const auto order = instructs("i1", "go there");
    reads(order);
    const Json withdrawn = desk_.receipt(
        "opco-1", "command", Json({{"id", "c1"}, {"do", "withdraw"}, {"instruction", order.text()}}).dump());
    ASSERT_EQ(withdrawn["accepted"], true) << withdrawn;
    const Batch batch = chats("klaar");
    ASSERT_EQ(batch.foreign_replies.size(), 1U);
    EXPECT_THAT(batch.foreign_replies[0].bytes, HasSubstr("Niets wacht"));
    ASSERT_EQ(batch.receipts.size(), 1U);
    EXPECT_EQ(Json::parse(batch.receipts[0].bytes)["kind"], "report");
}

TEST_F(TakIntakeTest, OrderThatWasReadIsStillAnsweredAfterARestart) {
    const auto order = instructs("i1", "go there");
    reads(order);
    desk_.restarts();
    chats("wilco");
    EXPECT_EQ(state(order), core::InstructionState::accepted);
}

TEST_F(TakIntakeTest, WordAnswersTheCallThatWasReadAndNotAnOldOrder) {
    const auto order = instructs("i1", "go there");
    reads(order);
    chats("ok");
    const Json panic = desk_.receipt("radio-2", "status", R"({"id":"p1","panic":true,"lat":51.92,"lon":4.48})");
    const core::IncidentId pressed{*Ulid::parse(panic["incident"].get<std::string>())};
    const core::Incident* call = desk_.intake().state().incident(pressed);
    ASSERT_NE(call->notice_of(tak_user), nullptr);
    EXPECT_THAT(told("nee"), HasSubstr("1: P1 "));
    reads(foreign::TakNotice{pressed, call->asked_rev(tak_user)});
    EXPECT_THAT(chats("ok").foreign_replies, IsEmpty());
    EXPECT_TRUE(desk_.intake().state().incident(pressed)->was_seen());
    EXPECT_EQ(state(order), core::InstructionState::accepted);
}

TEST_F(TakIntakeTest, OrderToATeamIsAnsweredByWhoIsInIt) {
    const auto order = instructs("i1", "go there", "team/it-overlast");
    reads(order);
    chats("wilco");
    EXPECT_EQ(state(order), core::InstructionState::accepted);
    const auto to_others = instructs("i2", "and there", "team/it-ondermijning");
    EXPECT_THAT(told("nee"), HasSubstr("Niets wacht"));
    EXPECT_EQ(state(to_others), core::InstructionState::issued);
}

TEST_F(TakIntakeTest, WordsThatWouldBeAskedBackAreReportsDuringASilentPanic) {
    const auto first = instructs("i1", "go there");
    passes(5);
    const auto second = instructs("i2", "come back");
    reads(first);
    reads(second);
    EXPECT_THAT(told("ok"), HasSubstr("2: P3 come back"));
    const Json panic = desk_.receipt("radio-1", "status", R"({"id":"p1","panic":true,"silent":true})");
    ASSERT_EQ(panic["accepted"], true) << panic;
    for (const std::string text : {"ja", "3", "nee 9"}) {
        const Batch batch = chats(text);
        EXPECT_THAT(batch.foreign_replies, IsEmpty()) << text;
        ASSERT_EQ(batch.receipts.size(), 1U) << text;
        const Json receipt = Json::parse(batch.receipts[0].bytes);
        EXPECT_EQ(receipt["kind"], "report") << text;
        EXPECT_EQ(receipt["accepted"], true) << text;
    }
    EXPECT_EQ(state(first), core::InstructionState::read);
    // What says clearly which it answers does so all the same; and where nothing waits, nobody is told so.
    EXPECT_THAT(chats("1").foreign_replies, IsEmpty());
    EXPECT_EQ(state(first), core::InstructionState::accepted);
    EXPECT_THAT(chats("2 nee").foreign_replies, IsEmpty());
    EXPECT_EQ(state(second), core::InstructionState::declined);
    const Batch batch = chats("nee");
    EXPECT_THAT(batch.foreign_replies, IsEmpty());
    EXPECT_EQ(batch.receipts.size(), 1U);
    // Once people closed it he is asked again.
    const Json closed = desk_.receipt(
        "opco-1", "command",
        Json({{"id", "c1"}, {"do", "close"}, {"incident", panic["incident"].get<std::string>()}, {"acknowledge", true}})
            .dump());
    ASSERT_EQ(closed["accepted"], true) << closed;
    EXPECT_THAT(told("nee"), HasSubstr("Niets wacht"));
}

TEST_F(TakIntakeTest, EmergencyThatGoesOnOverARestartIsTheSamePress) {
    EXPECT_TRUE(calls_people(calls_for_help()));
    passes(10);
    EXPECT_FALSE(calls_people(calls_for_help()));
    desk_.restarts();
    passes(10);
    const Batch again = calls_for_help();
    EXPECT_FALSE(calls_people(again));
    ASSERT_EQ(again.heard.size(), 1U);
    EXPECT_EQ(again.heard[0].outcome, core::HeardOutcome::repeated);
    EXPECT_TRUE(unit().press.is_on());
    // As before it: a cancel ends the press, and the next one is new.
    passes(10);
    hears(cot::emergency_cancel({"ANDROID-1", "a-f-G-U-C", "BOB", "b-a-o-tbl", {}}, desk_.now));
    EXPECT_FALSE(unit().press.is_on());
    passes(10);
    EXPECT_TRUE(calls_people(calls_for_help()));
}

TEST_F(TakIntakeTest, EmergencyAfterARestartIsNewOncePeopleClosedTheFirst) {
    calls_for_help();
    const std::string first = unit().panic->text();
    desk_.restarts();
    passes(10);
    const Json closed = desk_.receipt(
        "opco-1", "command", Json({{"id", "c1"}, {"do", "close"}, {"incident", first}, {"acknowledge", true}}).dump());
    ASSERT_EQ(closed["accepted"], true) << closed;
    passes(10);
    EXPECT_TRUE(calls_people(calls_for_help()));
    EXPECT_NE(unit().panic->text(), first);
}

TEST_F(TakIntakeTest, EmergencyAfterARestartIsNewOnceItsDeviceTookTheFirstBack) {
    calls_for_help();
    passes(10);
    hears(cot::emergency_cancel({"ANDROID-1", "a-f-G-U-C", "BOB", "b-a-o-tbl", {}}, desk_.now));
    desk_.restarts();
    passes(10);
    EXPECT_TRUE(calls_people(calls_for_help()));
}

TEST_F(TakIntakeTest, SecondEmergencyAfterARestartIsNew) {
    calls_for_help();
    desk_.restarts();
    passes(10);
    EXPECT_FALSE(calls_people(calls_for_help()));
    EXPECT_TRUE(calls_people(calls_for_help("b-a-o-opn", "ANDROID-2")));
}

TEST_F(TakIntakeTest, EmergencyIsNewWhereAnotherDeviceOfTheUnitWasPressedSinceTheStart) {
    desk_.restarts();
    desk_.receipt("radio-1", "status", R"({"id":"p1","panic":true})");
    passes(10);
    EXPECT_TRUE(calls_people(calls_for_help()));
}

}  // namespace
}  // namespace paraat::app

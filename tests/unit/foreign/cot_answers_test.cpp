#include "hub/foreign/cot_answers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hub/foreign/tak_topic.hpp"

namespace paraat::foreign {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Rung = Answerable::Rung;

constexpr Instant morning{1'764'277'200'000};
const core::InstructionId first_order{*Ulid::parse("01jd8z0000000000000000000a")};
const core::InstructionId second_order{*Ulid::parse("01jd8z0000000000000000000b")};
const TakNotice call{core::IncidentId{*Ulid::parse("01jd8z0000000000000000000c")}, 12};

class CotAnswersTest : public testing::Test {
protected:
    void stands(TakMessageSubject subject, const std::string& text, Rung rung) {
        open_.push_back({subject, text, morning + std::chrono::minutes{static_cast<int>(open_.size())}, rung});
    }
    // The input that it becomes, or else what its sender is told.
    std::string says(const std::string& word) {
        Interpretation made;
        made.client = core::ClientName{"radio-7"};
        Heard heard{"", "", {}, core::InputKind::report, false, now_};
        heard.must_be_quiet = must_be_quiet_;
        heard.answerable = [this](const core::ClientName&) { return open_; };
        is_taken_ = answers_.take(word, heard, made);
        if (!made.sayings.empty()) return made.sayings[0].normalised;
        if (made.replies.empty()) return "";
        EXPECT_EQ(made.replies[0].topic, tak_topic(made.client));
        return made.replies[0].payload;
    }
    static std::string answer(const TakMessageSubject& subject, const char* word) { return ack_to(subject, word); }

    CotAnswers answers_;
    std::vector<Answerable> open_;
    Instant now_ = morning;
    bool must_be_quiet_ = false;
    bool is_taken_ = false;
};

TEST_F(CotAnswersTest, WordAnswersTheOnlyOrderThatWasRead) {
    stands(first_order, "P2 go there", Rung::read);
    EXPECT_EQ(says("wilco"), answer(first_order, "accepted"));
    EXPECT_EQ(says("nee"), answer(first_order, "declined"));
    EXPECT_EQ(says("klaar"), answer(first_order, "done"));
}

TEST_F(CotAnswersTest, OrderThatNobodyReadIsNotDeclinedByAWord) {
    stands(first_order, "P2 go there", Rung::told);
    EXPECT_THAT(says("nee"), HasSubstr("1: P2 go there"));
    EXPECT_TRUE(is_taken_);
    // Who names it has read of it.
    EXPECT_EQ(says("1 nee"), answer(first_order, "declined"));
}

TEST_F(CotAnswersTest, WordDoesNotGuessBetweenTwoThatWereRead) {
    stands(first_order, "P2 go there", Rung::read);
    stands(second_order, "P1 come back", Rung::read);
    EXPECT_EQ(says("ok"),
              "Waarop is dat het antwoord?\n1: P2 go there\n2: P1 come back\nZeg het met het nummer: \"1 ok\".");
    EXPECT_EQ(says("2 ok"), answer(second_order, "accepted"));
    EXPECT_EQ(says("nee 1"), answer(first_order, "declined"));
    EXPECT_EQ(says("1: nee"), answer(first_order, "declined"));
}

TEST_F(CotAnswersTest, WhoMustHearNothingIsNotAskedAndHisWordIsAReport) {
    stands(first_order, "P2 go there", Rung::read);
    stands(second_order, "P1 come back", Rung::read);
    must_be_quiet_ = true;
    EXPECT_EQ(says("ok"), "");
    EXPECT_FALSE(is_taken_);
    open_.clear();
    EXPECT_EQ(says("ok"), "");
    EXPECT_FALSE(is_taken_);
}

TEST_F(CotAnswersTest, NumberAloneAnswersWhatWasAsked) {
    stands(first_order, "P2 go there", Rung::read);
    stands(second_order, "P1 come back", Rung::read);
    says("1");
    EXPECT_FALSE(is_taken_) << "nothing was asked yet";
    says("ok");
    EXPECT_EQ(says("2"), answer(second_order, "accepted"));
    says("nee");
    EXPECT_EQ(says("nr. 1"), answer(first_order, "declined"));
    says("ok");
    EXPECT_EQ(says("no. 1"), answer(first_order, "accepted")) << "a number, and no refusal";
}

TEST_F(CotAnswersTest, NoIsNoWordThatDeclines) {
    stands(first_order, "P2 go there", Rung::read);
    says("no");
    EXPECT_FALSE(is_taken_);
    EXPECT_EQ(says("ja"), answer(first_order, "accepted"));
}

TEST_F(CotAnswersTest, WordDoesNotAnswerAnOlderOrderThanTheOneThatCameUnread) {
    stands(first_order, "P2 go there", Rung::read);
    stands(second_order, "P1 come back", Rung::told);
    EXPECT_THAT(says("nee"), HasSubstr("2: P1 come back"));
}

TEST_F(CotAnswersTest, NumberMeansWhatItWasToldOf) {
    stands(first_order, "P2 go there", Rung::read);
    stands(second_order, "P1 come back", Rung::read);
    EXPECT_THAT(says("2 ok"), HasSubstr("Waarop"));
    // The first ended meanwhile: the numbers stay.
    open_.erase(open_.begin());
    EXPECT_EQ(says("2 ok"), answer(second_order, "accepted"));
    EXPECT_THAT(says("1 ok"), HasSubstr("1: P1 come back"));
    now_ = now_ + CotAnswers::numbers_hold + std::chrono::seconds{1};
    EXPECT_THAT(says("1 ok"), HasSubstr("Waarop"));
    EXPECT_EQ(says("1 ok"), answer(second_order, "accepted"));
}

TEST_F(CotAnswersTest, CallThatWasReadIsAcknowledgedOrDeclinedAndAnOldOrderIsNot) {
    stands(first_order, "P2 go there", Rung::accepted);
    stands(call, "P1 Schietpartij", Rung::read);
    EXPECT_EQ(says("ok"), answer(call, "acknowledged"));
    EXPECT_EQ(says("nee"), answer(call, "declined"));
    EXPECT_EQ(says("klaar"), answer(first_order, "done"));
}

TEST_F(CotAnswersTest, CallAndOrderThatWereBothReadAreAskedAbout) {
    stands(first_order, "P2 go there", Rung::read);
    stands(call, "P1 Schietpartij", Rung::read);
    EXPECT_THAT(says("ok"), HasSubstr("2: P1 Schietpartij"));
    EXPECT_EQ(says("2 ok"), answer(call, "acknowledged"));
}

TEST_F(CotAnswersTest, DoneIsWhatWasAccepted) {
    stands(first_order, "P2 go there", Rung::accepted);
    stands(second_order, "P1 come back", Rung::read);
    EXPECT_EQ(says("klaar"), answer(first_order, "done"));
    EXPECT_EQ(says("ok"), answer(second_order, "accepted"));
}

TEST_F(CotAnswersTest, WordToNothingIsLeftToBeAReportAndItsSenderIsTold) {
    EXPECT_THAT(says("nee"), HasSubstr("Niets wacht"));
    EXPECT_FALSE(is_taken_);
    stands(first_order, "P2 go there", Rung::accepted);
    EXPECT_THAT(says("nee"), HasSubstr("Niets wacht"));
    EXPECT_FALSE(is_taken_);
}

TEST_F(CotAnswersTest, OtherWordsAndNumbersAreNoAnswer) {
    stands(first_order, "P2 go there", Rung::read);
    for (const char* text : {"", "7", "12 ok", "0 ok", "ok maar later", "2 mannen", "nee!?", "1 2 ok"}) {
        EXPECT_EQ(says(text), "") << text;
        EXPECT_FALSE(is_taken_) << text;
    }
}

TEST_F(CotAnswersTest, ManyAreToldOfTheNewestNine) {
    for (core::Revision number = 0; number < 12; ++number) {
        stands(TakNotice{call.incident, number}, "P1 call " + std::to_string(number), Rung::read);
    }
    const std::string told = says("ok");
    EXPECT_THAT(told, Not(HasSubstr("call 2\n")));
    EXPECT_THAT(told, HasSubstr("1: P1 call 3\n"));
    EXPECT_EQ(says("9 ok"), answer(TakNotice{call.incident, 11}, "acknowledged"));
}

}  // namespace
}  // namespace paraat::foreign

#include <gmock/gmock.h>

#include "tests/unit/rules/quiet.hpp"

// A rule that keeps calls from beginning until a moment, and its owner.
namespace paraat::rules {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* festival =
    "[[rule]]\nname = \"festival\"\nwhen = 'report.category == \"theft\"'\n"
    "then = { silence = { owner = \"role/coord-overlast\", reason = \"festival\", "
    "until = \"2025-11-24T01:20:00+01:00\", tell_before = \"30m\" } }\n";  // an hour after the start

std::vector<std::string> told_owners(const Quiet& quiet) {
    std::vector<std::string> texts;
    for (const auto& [id, instruction] : quiet.centre.state.instructions) {
        EXPECT_EQ(instruction.to, "role/coord-overlast");
        texts.push_back(instruction.text);
    }
    return texts;
}

TEST(Silence, HoldsCallsBackUntilItsEnd) {
    Quiet quiet(festival);
    const auto theft = quiet.reports("theft");
    EXPECT_EQ(quiet.incident(theft).held.at(to_the_opco).hold.kind, core::HoldKind::silenced);
    quiet.centre.passes(59min);
    EXPECT_FALSE(quiet.calls(theft));
    quiet.centre.passes(1min);
    EXPECT_TRUE(quiet.calls(theft));
}

TEST(Silence, TellsItsOwnerBeforeItsEndAndAtIt) {
    Quiet quiet(festival);
    quiet.reports("theft");
    EXPECT_THAT(told_owners(quiet), IsEmpty());
    quiet.centre.passes(29min);
    EXPECT_THAT(told_owners(quiet), IsEmpty());
    quiet.centre.passes(1min);
    EXPECT_THAT(told_owners(quiet),
                ElementsAre("The silence \"festival\" (festival) ends in 30 min. Calls that it holds back now: 1."));
    quiet.centre.passes(30min);
    EXPECT_THAT(told_owners(quiet), SizeIs(2));
    EXPECT_THAT(told_owners(quiet), Contains(HasSubstr("is over")));
    quiet.centre.passes(10h);
    EXPECT_THAT(told_owners(quiet), SizeIs(2));
}

TEST(Silence, IsToldOfOnceThroughARestartAndAtOnceWhenItLapsedMeanwhile) {
    Quiet quiet(festival);
    quiet.centre.passes(31min);
    quiet.restarts();
    EXPECT_THAT(told_owners(quiet), SizeIs(1));
    quiet.centre.sleeps(5h);
    EXPECT_THAT(told_owners(quiet), SizeIs(2));
}

TEST(Silence, TellsItsOwnerWhenASetWithoutItTakesItsPlace) {
    Quiet quiet(festival);
    const auto theft = quiet.reports("theft");
    RuleSet without(quiet.read("").content);
    quiet.centre.asked_rules = &without;
    quiet.centre.starts();
    EXPECT_THAT(told_owners(quiet), ElementsAre(HasSubstr("taken back")));
    quiet.centre.passes(5min);
    EXPECT_TRUE(quiet.calls(theft));
    quiet.centre.passes(10h);
    EXPECT_THAT(told_owners(quiet), SizeIs(1));
}

TEST(Silence, ThatWasOverBeforeItCameIsNotToldOf) {
    Quiet quiet("");
    quiet.centre.passes(2h);
    RuleSet late(quiet.read(festival).content);
    quiet.centre.asked_rules = &late;
    quiet.centre.starts();
    quiet.centre.passes(1h);
    EXPECT_THAT(told_owners(quiet), IsEmpty());
}

TEST(Silence, TellsWhoAnsweredForItThatAnotherDoesNow) {
    Quiet quiet(festival);
    std::string text = festival;
    text.replace(text.find("role/coord-overlast"), 19, "role/opco");
    RuleSet other(quiet.read(text).content);
    quiet.centre.asked_rules = &other;
    quiet.centre.starts();
    EXPECT_THAT(told_owners(quiet), ElementsAre(HasSubstr("another answers for it now")));
}

TEST(Silence, HoldsNothingBackAfterItsEnd) {
    Quiet quiet(festival);
    quiet.centre.passes(1h);
    EXPECT_TRUE(quiet.calls(quiet.reports("theft")));
}

}  // namespace
}  // namespace paraat::rules

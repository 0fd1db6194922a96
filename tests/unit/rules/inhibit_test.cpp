#include <gmock/gmock.h>

#include "tests/unit/rules/quiet.hpp"

// A rule that keeps calls of others from beginning.
namespace paraat::rules {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* not_beside_a_riot =
    "[[rule]]\nname = \"beside-a-riot\"\n"
    "when = 'nearby(2000.0, duration(\"1h\")).exists(i, i.category == \"shooting\")'\n"
    "then = { inhibit = \"to-opco\" }\n";

TEST(Inhibit, HoldsTheCallOfAnotherRuleBackWhileItHolds) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    EXPECT_FALSE(quiet.calls(theft));
    ASSERT_TRUE(quiet.incident(theft).held.contains(to_the_opco));
    EXPECT_EQ(quiet.incident(theft).held.at(to_the_opco).hold.rule.text, "beside-a-riot");
    quiet.centre.passes(1h);
    EXPECT_FALSE(quiet.calls(theft));
    quiet.centre.passes(1min + 1ms);
    EXPECT_TRUE(quiet.calls(theft));
    EXPECT_THAT(quiet.incident(theft).held, IsEmpty());
    EXPECT_THAT(test::names(quiet.centre.journal), Contains("call_let_go").Times(1));
}

TEST(Inhibit, DoesNotStopACallThatRuns) {
    Quiet quiet(not_beside_a_riot);
    const auto theft = quiet.reports("theft");
    ASSERT_TRUE(quiet.calls(theft));
    quiet.reports("shooting");
    EXPECT_EQ(quiet.reports("theft"), theft);
    EXPECT_TRUE(quiet.calls(theft));
    EXPECT_THAT(quiet.incident(theft).held, IsEmpty());
}

TEST(Inhibit, NeverHoldsPriorityOneOrAPanicButton) {
    Quiet quiet(not_beside_a_riot + std::string("[[rule]]\nname = \"armed\"\nwhen = '\"firearm\" in report.tags'\n"
                                                "then = { priority = 1 }\n"));
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    ASSERT_FALSE(quiet.calls(theft));
    core::Report armed = test::report("theft");
    armed.tags = {"firearm"};
    ASSERT_EQ(quiet.centre.receives("radio-2", armed).incident, theft);
    EXPECT_TRUE(quiet.calls(theft));
    core::Category& own = quiet.centre.organisation.categories.at(core::CategoryName{"panic"});
    own.priority = 3;
    own.severity = core::Severity::minor;
    core::StatusUpdate pressed;
    pressed.panic = true;
    const auto panic = *quiet.centre.receives("radio-7", pressed).incident;
    EXPECT_EQ(quiet.incident(panic).priority, 3);
    EXPECT_TRUE(quiet.calls(panic));
}

TEST(Inhibit, LetsGoWhenAPersonMakesItUrgent) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    ASSERT_FALSE(quiet.calls(theft));
    ASSERT_TRUE(quiet.does(core::Deed::triage, theft, 1));
    EXPECT_TRUE(quiet.calls(theft));
}

TEST(Inhibit, EndsWithItsIncident) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    ASSERT_TRUE(quiet.does(core::Deed::close, theft));
    quiet.centre.passes(3h);
    EXPECT_THAT(quiet.incident(theft).notices, IsEmpty()) << "nobody was ever asked";
}

TEST(Inhibit, IsOverWhenSomebodyTookTheIncident) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    ASSERT_TRUE(quiet.acks("console-1", theft));
    quiet.centre.passes(3h);
    EXPECT_THAT(quiet.incident(theft).notices, IsEmpty()) << "nobody was ever asked";
}

TEST(Inhibit, IsNotEndedByWhoWasAskedForSomethingElse) {
    Quiet quiet(not_beside_a_riot +
                std::string("[[escalation]]\nname = \"to-team\"\nsteps = [{ notify = \"team/it-ondermijning\", "
                            "repeat_every = \"60s\" }]\n[[rule]]\nname = \"team\"\n"
                            "when = 'report.category == \"theft\"'\nthen = { escalate = \"to-team\" }\n"));
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    ASSERT_TRUE(quiet.acks("radio-7", theft));
    EXPECT_TRUE(quiet.incident(theft).held.contains(to_the_opco));
    quiet.centre.passes(2h);
    EXPECT_TRUE(quiet.calls(theft));
}

TEST(Inhibit, IsOverWhenWhoWouldBeAskedTookTheIncident) {
    Quiet quiet(
        "[[escalation]]\nname = \"to-team\"\nsteps = [{ notify = \"team/it-ondermijning\", ack_within = \"60s\" }, "
        "{ notify = \"role/opco\", repeat_every = \"60s\" }]\n"
        "[[rule]]\nname = \"team\"\nwhen = 'report.category == \"youth_nuisance\"'\nthen = { escalate = \"to-team\" }\n"
        "[[rule]]\nname = \"hold\"\nwhen = 'report.category == \"youth_nuisance\"'\nthen = { inhibit = \"to-team\" "
        "}\n");
    const auto youth_nuisance = quiet.reports("youth_nuisance");
    ASSERT_THAT(quiet.incident(youth_nuisance).held, testing::SizeIs(1));
    EXPECT_FALSE(quiet.acks("radio-1", youth_nuisance)) << "it would not be asked";
    ASSERT_TRUE(quiet.acks("radio-8", youth_nuisance));
    EXPECT_THAT(quiet.incident(youth_nuisance).held, IsEmpty());
    quiet.centre.passes(3h);
    EXPECT_THAT(quiet.incident(youth_nuisance).notices, IsEmpty()) << "nobody was ever asked";
}

TEST(Inhibit, ThatSomebodyTookIsNotCalledLater) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    ASSERT_TRUE(quiet.acks("opco-1", theft));
    ASSERT_EQ(quiet.reports("theft"), theft);
    quiet.centre.passes(3h);
    EXPECT_THAT(quiet.incident(theft).notices, IsEmpty()) << "nobody was ever asked";
}

TEST(Inhibit, WaitsThroughAResolveAndBeginsAfterAReopen) {
    Quiet quiet(not_beside_a_riot);
    quiet.reports("shooting");
    const auto theft = quiet.reports("theft");
    ASSERT_TRUE(quiet.does(core::Deed::resolve, theft));
    quiet.centre.passes(3h);
    EXPECT_FALSE(quiet.calls(theft));
    ASSERT_TRUE(quiet.does(core::Deed::reopen, theft));
    quiet.centre.passes(1ms);
    EXPECT_TRUE(quiet.calls(theft));
}

TEST(Inhibit, OfTwoRulesThatCallDoesNotKeepBothQuiet) {
    const auto rule = [](const std::string& name) {
        return "[[rule]]\nname = \"" + name +
               "\"\nwhen = 'report.category == \"other\"'\nthen = { escalate = \"to-opco\", inhibit = \"to-opco\" }\n";
    };
    Quiet quiet(rule("x1") + rule("x2"));
    EXPECT_TRUE(quiet.calls(quiet.reports("other")));
}

TEST(Inhibit, EndsWithATagOfTheSameJudgement) {
    Quiet quiet(
        "[[rule]]\nname = \"hush\"\nwhen = '!(\"urgent\" in incident.tags) && report.category == \"theft\"'\n"
        "then = { inhibit = \"to-opco\" }\n[[rule]]\nname = \"urgent\"\nwhen = 'report.persons > 3'\n"
        "then = { tags = [\"urgent\"] }\n");
    EXPECT_FALSE(quiet.calls(quiet.reports("theft")));
    core::Report many = test::report("theft", 51.95);
    many.persons = 5;
    EXPECT_TRUE(quiet.calls(*quiet.centre.receives("radio-1", many).incident));
}

TEST(Holding, IsRefusedWhereItWouldDoNothingOrHasNoOwner) {
    Quiet quiet("");
    const auto codes = [&](const std::string& then, const std::string& more = "") {
        return quiet.codes("[[rule]]\nname = \"x\"\nwhen = 'report.category == \"noise_nuisance\"'\n" + more +
                           "then = { " + then + " }\n");
    };
    EXPECT_THAT(codes("inhibit = \"to-opco\"", "after = \"5m\"\nunless = 'incident.acked'\n"),
                ElementsAre("no_effect"));
    EXPECT_THAT(codes("inhibit = \"to-nobody\""), ElementsAre("unknown_escalation"));
    EXPECT_THAT(codes("silence = { reason = \"x\", until = \"2025-11-24T01:20:00Z\" }"), ElementsAre("missing_key"));
    EXPECT_THAT(codes("silence = { owner = \"role/opco\", reason = \"x\", until = \"tomorrow\" }"),
                ElementsAre("bad_value"));
    EXPECT_THAT(codes("group = \"{nothing}\""), ElementsAre("unknown_field"));
    EXPECT_THAT(codes("group = \"{area}\""), IsEmpty());
}

}  // namespace
}  // namespace paraat::rules

#include <gmock/gmock.h>

#include "hub/app/rehearsal.hpp"
#include "hub/rules/rule_file.hpp"
#include "tests/unit/app/desk.hpp"

namespace paraat::app {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Instant noon{1'763'978'400'000};

Course course(std::map<std::string, Course::Telling> told) {
    Course made;
    made.priority = 2;
    made.told = std::move(told);
    return made;
}

TEST(Courses, DifferInWhoIsToldAndWhen) {
    const Course was = course({{"team/a", {noon, "p"}}, {"team/b", {noon, "p"}}, {"role/c", {noon, "p"}}});
    const Course would_be = course({{"team/a", {noon + Milliseconds{60'000}, "q"}},
                                    {"role/c", {noon - Milliseconds{60'000}, "q"}},
                                    {"role/d", {noon, "q"}}});
    const CourseDifference found = difference(was, would_be);
    ASSERT_THAT(found.newly, SizeIs(1));
    EXPECT_EQ(found.newly[0].target, "role/d");
    ASSERT_THAT(found.not_at_all, SizeIs(1));
    EXPECT_EQ(found.not_at_all[0].target, "team/b");
    ASSERT_THAT(found.later, SizeIs(1));
    EXPECT_EQ(found.later[0].target, "team/a");
    ASSERT_THAT(found.earlier, SizeIs(1));
    EXPECT_EQ(found.earlier[0].target, "role/c");
}

TEST(Courses, OfTheSameMomentDoNotDiffer) {
    const Course was = course({{"team/a", {noon, "p"}}});
    EXPECT_TRUE(difference(was, course({{"team/a", {noon + Milliseconds{900}, "p"}}})).is_empty());
}

TEST(Courses, DifferInDivisionsPriorityAndEscalations) {
    Course was = course({});
    Course would_be = course({});
    was.divisions = {core::DivisionName{"dvl"}};
    would_be.divisions = {core::DivisionName{"dvo"}};
    would_be.priority = 1;
    would_be.escalations = {{core::PolicyName{"p"}, noon}};
    const CourseDifference found = difference(was, would_be);
    EXPECT_THAT(found.divisions_more, ElementsAre(core::DivisionName{"dvo"}));
    EXPECT_THAT(found.divisions_fewer, ElementsAre(core::DivisionName{"dvl"}));
    EXPECT_THAT(found.escalations_more, ElementsAre(core::PolicyName{"p"}));
    EXPECT_THAT(found.escalations_fewer, IsEmpty());
    EXPECT_EQ(found.priority_would_be, 1);
}

TEST(Courses, AreWhatEventsTell) {
    test::Centre centre;
    const auto opened = centre.receives("radio-1", test::report("shooting"));
    centre.passes(std::chrono::seconds{61});
    Courses courses;
    for (const core::Event& event : centre.journal) add_to(courses, event, centre.state);
    const Course& found = courses.at(*opened.incident);
    EXPECT_THAT(found.told, SizeIs(2));
    EXPECT_EQ(found.told.at("team/it-ondermijning").by, "serious-threat");
    EXPECT_EQ((found.told.at("role/coord-ondermijning").at - found.told.at("team/it-ondermijning").at).count(), 60'000);
    EXPECT_THAT(found.escalations, SizeIs(1));
    EXPECT_EQ(found.priority, 1);
}

// A shooting whose call nobody answered for 60 s, as the small organisation's rules had it; then radio-7 took it.
class RehearsalTest : public testing::Test {
protected:
    RehearsalTest() {
        incident = desk.receipt("radio-1", "report",
                                R"({"id":"t1","category":"shooting","lat":51.92,"lon":4.48})")["incident"];
        desk.passes(std::chrono::seconds{60});
        ack = R"({"id":"a1","answer":"acknowledged","incident":")" + incident + "\"}";
        desk.passes(std::chrono::seconds{5});
        EXPECT_TRUE(desk.receipt("radio-7", "ack", ack)["accepted"]);
    }

    // The same organisation with another chain for what is serious.
    static rules::RuleSet candidate(const std::string& steps) {
        const std::string text =
            "[[escalation]]\nname = \"panic\"\nsteps = [ { notify = \"role/opco\", repeat_every = \"30s\" } ]\n"
            "[[escalation]]\nname = \"serious-threat\"\nsteps = [" +
            steps + "]\n";
        rules::RuleReading reading = rules::read_rules({{{"10-x.toml", text}}}, nullptr);
        EXPECT_THAT(reading.issues, IsEmpty());
        return rules::RuleSet(std::move(reading.content));
    }
    Rehearsal rehearse_with(const std::string& steps) {
        auto made = rehearse(desk.organisation(), candidate(steps), {desk.journal(), std::chrono::hours{1}});
        EXPECT_TRUE(made) << (made ? "" : made.error().message);
        return made ? std::move(*made) : Rehearsal{};
    }
    const CourseDifference& only(const Rehearsal& rehearsal) {
        EXPECT_THAT(rehearsal.differences, SizeIs(1));
        return rehearsal.differences.begin()->second;
    }

    Desk desk;
    std::string incident;
    std::string ack;
};

const std::string as_it_was = R"({ notify = "team/it-ondermijning", ack_within = "60s" },
    { notify = "role/coord-ondermijning", ack_within = "60s" }, { notify = "role/opco", repeat_every = "60s" })";
const std::string hasty = R"({ notify = "team/it-ondermijning", ack_within = "20s" },
    { notify = "role/coord-ondermijning", ack_within = "20s" }, { notify = "role/opco", repeat_every = "60s" })";
const std::string patient = R"({ notify = "team/it-ondermijning", ack_within = "600s" },
    { notify = "role/opco", repeat_every = "60s" })";
const std::string elsewhere = R"({ notify = "team/it-overlast", repeat_every = "600s" })";

TEST_F(RehearsalTest, OfTheSameRulesDiffersInNothing) {
    const Rehearsal found = rehearse_with(as_it_was);
    EXPECT_THAT(found.differences, IsEmpty());
    EXPECT_EQ(found.incidents, 1);
    EXPECT_EQ(found.inputs, 2);
    EXPECT_EQ(found.refused, 0);
}

TEST_F(RehearsalTest, FiresTimersByTheirOwnTime) {
    const Rehearsal found = rehearse_with(hasty);
    const CourseDifference& difference = only(found);
    ASSERT_THAT(difference.earlier, SizeIs(1));
    EXPECT_EQ(difference.earlier[0].target, "role/coord-ondermijning");
    EXPECT_EQ((difference.earlier[0].was - difference.earlier[0].would_be).count(), 40'000);
    ASSERT_THAT(difference.newly, SizeIs(1));
    EXPECT_EQ(difference.newly[0].target, "role/opco");
}

TEST_F(RehearsalTest, LetsPeopleAnswerWhenTheyDid) {
    const Rehearsal found = rehearse_with(patient);
    const CourseDifference& difference = only(found);
    ASSERT_THAT(difference.not_at_all, SizeIs(1));
    EXPECT_EQ(difference.not_at_all[0].target, "role/coord-ondermijning");
    EXPECT_THAT(difference.newly, IsEmpty()) << "radio-7 answered before";
}

TEST_F(RehearsalTest, CountsAnswersOfThoseWhoWouldNotHaveBeenAsked) {
    const Rehearsal found = rehearse_with(elsewhere);
    EXPECT_EQ(found.refused, 1);
    EXPECT_THAT(only(found).not_at_all, SizeIs(2));
}

TEST_F(RehearsalTest, BeginsWithTheStateThatWas) {
    auto made = rehearse(desk.organisation(), candidate(hasty), {desk.journal(), std::chrono::seconds{30}});
    ASSERT_TRUE(made);
    EXPECT_THAT(made->differences, IsEmpty()) << "the call that ran keeps its policy";
}

}  // namespace
}  // namespace paraat::app

#include <gmock/gmock.h>

#include "tests/unit/rules/night.hpp"

// Rules that ask for people before anything happens.
namespace paraat::rules {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

std::string watch(const std::string& then) {
    return "[[rule]]\nname = \"watch\"\nwhen = 'report.category == \"theft\"'\nthen = { " + then + " }\n";
}

struct Watchful : Night {
    Watchful() : Night(watch("deploy = { to = \"role/coord-overlast\", text = \"people to {area}\", for = \"4h\" }")) {}

    std::vector<std::string> codes(const std::string& then) const { return Night::codes(watch(then)); }
    core::Outcome theft(double lat, const std::string& area = {}, bool is_drill = false) {
        core::Report report = test::report("theft", lat);
        report.area = area;
        report.exercise = is_drill;
        return centre.receives("radio-1", report);
    }
    const auto& instructions() const { return centre.state.instructions; }
};

TEST(Deploy, AsksForPeopleAtAPlaceAndForATime) {
    Watchful watchful;
    const auto theft = watchful.theft(51.92, "west");
    ASSERT_THAT(watchful.instructions(), SizeIs(1));
    const core::Instruction& asked = watchful.instructions().begin()->second;
    EXPECT_EQ(asked.to, "role/coord-overlast");
    EXPECT_EQ(asked.text, "people to west");
    EXPECT_EQ(asked.incident, theft.incident);
    ASSERT_TRUE(asked.deployment);
    EXPECT_EQ(asked.deployment->area, "west");
    EXPECT_EQ(asked.deployment->position, core::position_from_degrees(51.92, 4.48));
    EXPECT_EQ(asked.deployment->metres, 1000);
    EXPECT_EQ(asked.deployment->until, watchful.centre.now + 4h);
    EXPECT_EQ(asked.deployment->because, "category is theft");
}

TEST(Deploy, AsksOnceForAPlaceUntilThatTimeIsOver) {
    Watchful watchful;
    watchful.theft(51.92);
    watchful.theft(51.9285);  // 945 m away, an incident of its own
    EXPECT_THAT(watchful.instructions(), SizeIs(1));
    watchful.theft(51.95);
    EXPECT_THAT(watchful.instructions(), SizeIs(2));
    watchful.centre.passes(4h);
    watchful.theft(51.9285);
    EXPECT_THAT(watchful.instructions(), SizeIs(3));
}

TEST(Deploy, AsksAgainForTheSameIncidentWhenThatTimeIsOver) {
    Watchful watchful;
    watchful.centre.organisation.categories.at(core::CategoryName{"theft"}).join_quiet = 5h;
    watchful.centre.organisation.categories.at(core::CategoryName{"theft"}).join_age = 9h;
    const auto first = watchful.theft(51.92);
    watchful.centre.passes(4h);
    ASSERT_EQ(watchful.theft(51.92).incident, first.incident);
    EXPECT_THAT(watchful.instructions(), SizeIs(2));
}

TEST(Deploy, AsksOnceForANamedArea) {
    Watchful watchful;
    watchful.theft(51.92, "west");
    watchful.theft(51.97, "west");
    EXPECT_THAT(watchful.instructions(), SizeIs(1));
    core::Command drill;
    drill.deed = core::Deed::exercise_start;
    drill.exercise = core::ExerciseName{"nacht"};
    drill.participants = {"role/coord-overlast"};
    drill.until = watchful.centre.now + 1h;
    watchful.centre.receives("opco-1", drill);
    EXPECT_THAT(watchful.instructions(), SizeIs(2));  // who takes part is told
    watchful.theft(51.97, "west", true);
    EXPECT_THAT(watchful.instructions(), SizeIs(3));  // a drill asks for itself
}

TEST(Deploy, ExpiresUnansweredWhenItsTimeIsOver) {
    Watchful watchful;
    watchful.theft(51.92);
    watchful.centre.passes(4h);
    EXPECT_EQ(watchful.instructions().begin()->second.state, core::InstructionState::expired);
}

TEST(Deploy, IsRefusedWhereItSaysTooLittle) {
    const Watchful watchful;
    EXPECT_THAT(watchful.codes("deploy = { to = \"role/opco\", text = \"x\" }"), ElementsAre("missing_key"));
    EXPECT_THAT(watchful.codes("deploy = { to = \"role/opco\", text = \"x\", for = \"1s\" }"),
                ElementsAre("out_of_range"));
    EXPECT_THAT(watchful.codes("instruct = { to = \"role/opco\", text = \"x\" }, deploy = { to = \"role/opco\", "
                               "text = \"x\", for = \"1h\" }"),
                ElementsAre("no_effect"));
}

}  // namespace
}  // namespace paraat::rules

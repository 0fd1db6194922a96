#include <gmock/gmock.h>

#include "tests/unit/rules/quiet.hpp"

// Incidents that call one after the other.
namespace paraat::rules {
namespace {

using namespace std::chrono_literals;

constexpr const char* by_area =
    "[[rule]]\nname = \"by-area\"\nwhen = 'report.category == \"theft\"'\nthen = { group = \"thefts {area}\" }\n";

TEST(Group, CallsOneIncidentAfterTheOther) {
    Quiet quiet(by_area);
    const auto first = quiet.theft_in("west", 51.92);
    const auto second = quiet.theft_in("west", 51.95);
    const auto elsewhere = quiet.theft_in("east", 51.98);
    ASSERT_NE(first, second);
    EXPECT_EQ(quiet.incident(second).group, "thefts west");
    EXPECT_TRUE(quiet.calls(first));
    EXPECT_FALSE(quiet.calls(second));
    EXPECT_TRUE(quiet.calls(elsewhere));
    ASSERT_TRUE(quiet.acks("opco-1", first));
    quiet.centre.passes(1min);
    EXPECT_TRUE(quiet.calls(second));
    EXPECT_FALSE(quiet.calls(first));
}

TEST(Group, CallsOneAtATimeThoughSeveralAreDue) {
    Quiet quiet(by_area);
    std::vector<core::IncidentId> all;
    for (const double lat : {51.92, 51.95, 51.98}) {
        all.push_back(quiet.theft_in("west", lat));
    }
    ASSERT_TRUE(quiet.acks("opco-1", all[0]));
    quiet.centre.passes(1min);
    EXPECT_NE(quiet.calls(all[1]), quiet.calls(all[2]));
}

TEST(Group, WaitsForNobodyWithoutEnd) {
    Quiet quiet(by_area);
    quiet.theft_in("west", 51.92);
    const auto second = quiet.theft_in("west", 51.95);
    quiet.centre.passes(9min);
    EXPECT_FALSE(quiet.calls(second));
    quiet.centre.passes(1min);
    EXPECT_TRUE(quiet.calls(second));
}

TEST(Group, IsNoneWhereItsNameWouldBeEmpty) {
    Quiet quiet(by_area);
    const auto first = quiet.reports("theft");
    const auto second = quiet.reports("theft", 51.97);
    EXPECT_EQ(quiet.incident(first).group, "");
    EXPECT_TRUE(quiet.calls(first));
    EXPECT_TRUE(quiet.calls(second));
}

TEST(Group, DoesNotHoldWhatIsMoreUrgent) {
    Quiet quiet(by_area + std::string("[[rule]]\nname = \"many\"\nwhen = 'report.persons > 3'\n"
                                      "then = { priority = 2 }\n"));
    quiet.theft_in("west", 51.92);
    EXPECT_TRUE(quiet.calls(quiet.theft_in("west", 51.95, 5)));
}

TEST(Group, IsOfTheSameExerciseAndCompartment) {
    Quiet quiet(by_area);
    ASSERT_TRUE(quiet.calls(quiet.theft_in("west", 51.92)));
    EXPECT_TRUE(quiet.calls(quiet.theft_in("west", 51.95, 1, true)));
}

}  // namespace
}  // namespace paraat::rules

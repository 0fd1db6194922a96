#include "hub/projection/exercises.hpp"

#include <gmock/gmock.h>

#include "tests/unit/projection/asking.hpp"

namespace paraat::projection {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class ExercisesAnswer : public testing::Test {
protected:
    void starts(const std::string& name, const std::vector<std::string>& participants, Milliseconds span = 2h) {
        core::Command command;
        command.deed = core::Deed::exercise_start;
        command.exercise = core::ExerciseName{name};
        command.participants = participants;
        command.until = asking.centre.now + span;
        command.text = "Spoedoproep";
        ASSERT_FALSE(asking.centre.receives("opco-1", command).refusal);
    }
    core::QueryResult ask(const std::string& asker, std::int32_t limit = 50, const std::string& after = "") {
        core::Query query = question("exercises");
        query.limit = limit;
        query.after = after;
        return asking.ask(asker, query);
    }
    std::vector<std::string> names(const core::QueryResult& result) {
        std::vector<std::string> all;
        for (const core::ExerciseView& one : result.exercises.value()) all.push_back(one.name.text);
        return all;
    }

    Asking asking;
};

TEST_F(ExercisesAnswer, NamesWhoPlaysAndUntilWhen) {
    starts("nacht", {"team/it-overlast", "role/opco"});
    const auto result = ask("radio-1");
    ASSERT_EQ(result.total, 1);
    const core::ExerciseView& one = result.exercises.value().front();
    EXPECT_EQ(one.by.text, "opco-1");
    EXPECT_EQ(one.since, asking.centre.now);
    EXPECT_EQ(one.until, asking.centre.now + 2h);
    EXPECT_THAT(one.participants, ElementsAre("team/it-overlast", "role/opco"));
    EXPECT_EQ(one.accounts, 3);
    EXPECT_TRUE(one.own);
    EXPECT_EQ(one.text, "Spoedoproep");
    EXPECT_FALSE(ask("radio-7").exercises.value().front().own);
}

TEST_F(ExercisesAnswer, NamesThoseThatRunOnly) {
    starts("avond", {"team/it-overlast"}, 1h);
    starts("nacht", {"team/it-ondermijning"});
    EXPECT_THAT(names(ask("console-1")), ElementsAre("avond", "nacht"));
    asking.centre.passes(1h);
    EXPECT_THAT(names(ask("console-1")), ElementsAre("nacht"));
}

TEST_F(ExercisesAnswer, ComesInPages) {
    starts("a", {"role/opco"});
    starts("b", {"role/opco"});
    starts("c", {"role/opco"});
    const auto first = ask("console-1", 2);
    EXPECT_THAT(names(first), ElementsAre("a", "b"));
    EXPECT_EQ(first.total, 3);
    const auto rest = ask("console-1", 2, first.next);
    EXPECT_THAT(names(rest), ElementsAre("c"));
    EXPECT_EQ(rest.next, "");
    EXPECT_EQ(ask("console-1", 2, "x").code, "bad_value");
}

TEST_F(ExercisesAnswer, IsNotForPeopleOutside) {
    starts("nacht", {"role/opco"});
    const auto result = ask("citizen-1");
    EXPECT_FALSE(result.ok);
    EXPECT_EQ(result.code, "not_found");
}

}  // namespace
}  // namespace paraat::projection

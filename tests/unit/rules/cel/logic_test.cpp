#include "hub/rules/cel/logic.hpp"

#include <random>

#include "tests/unit/rules/world.hpp"

namespace paraat::rules::cel {
namespace {

std::shared_ptr<const Program> program(const std::string& source) {
    auto compiled = Program::compile(source, rule_environment());
    for (const Fault& fault : compiled.faults) ADD_FAILURE() << source << ": " << fault.message;
    return compiled.program;
}

bool can_hold(const std::string& source) {
    const auto made = program(source);
    const auto dead = dead_parts(*made);
    return dead.empty() || !dead.front().is_whole;
}

bool implies(const std::string& first, const std::string& second) {
    return Premise(*program(first)).implies(Premise(*program(second)));
}

class NeverHolds : public testing::TestWithParam<const char*> {};
TEST_P(NeverHolds, AndIsFound) {
    EXPECT_FALSE(can_hold(GetParam()));
}
INSTANTIATE_TEST_SUITE_P(
    Conditions, NeverHolds,
    testing::Values("false", "1 > 2", "report.category in []", "!(report.covert || true)", "[1, 2].size() == 3",
                    R"(report.category == "a" && report.category == "b")",
                    R"(report.category == "a" && "a" != report.category)",
                    R"(report.category in ["a", "b"] && report.category in ["c"])",
                    R"(report.category in ["a", "b"] && report.category != "a" && !(report.category == "b"))",
                    "report.persons > 5 && report.persons < 5", "report.persons > 5 && report.persons < 6",
                    "report.persons >= 5 && 4 >= report.persons", "report.persons > 5.5 && report.persons < 5.5",
                    "report.persons >= 1 && report.persons <= 2 && report.persons != 1 && report.persons != 2",
                    "report.persons in [1, 2] && report.persons > 2", "report.tags.size() < 0",
                    "report.covert && !report.covert", "report.covert == true && report.covert == false",
                    R"("x" in report.tags && !("x"   in report.tags))",
                    R"((report.category == "a" || report.category == "b") && report.category == "c")",
                    R"((report.covert ? report.category == "a" : report.category == "b") && report.category == "c")",
                    R"(incident.age > duration("2h") && incident.age < duration("1h"))",
                    R"(report.area < "b" && report.area >= "c")", "1 / 0 == 1", "int('x') == 1"));

class MayHold : public testing::TestWithParam<const char*> {};
TEST_P(MayHold, AndIsLeftAlone) {
    EXPECT_TRUE(can_hold(GetParam()));
}
INSTANTIATE_TEST_SUITE_P(Conditions, MayHold,
                         testing::Values("report.persons > 5 && report.persons < 7",
                                         "report.persons >= 5 && report.persons <= 5",
                                         R"(report.category == "a" && incident.category == "b")",
                                         R"(report.category == "a" || report.category == "b")",
                                         // Another incident is another thing, even where it is written the same way.
                                         R"(nearby(5.0, duration("1h")).exists(i, i.category == "a") &&
                       nearby(5.0, duration("1h")).exists(i, i.category == "b"))",
                                         // An error on one side is passed over where the other decides.
                                         "1 / 0 == 1 || report.covert", "true || int('x') == 1",
                                         R"(report.category in ["a", "b"] && report.category != "a")"));

class Follows : public testing::TestWithParam<std::pair<const char*, const char*>> {};
TEST_P(Follows, FromTheOther) {
    EXPECT_TRUE(implies(GetParam().first, GetParam().second));
}
INSTANTIATE_TEST_SUITE_P(
    Conditions, Follows,
    testing::Values(std::pair{R"(report.category == "a")", R"(report.category in ["a", "b"])"},
                    std::pair{R"(report.category in ["a", "b"])",
                              R"(report.category == "b" || "a" == report.category)"},
                    std::pair{R"(report.category == "a" && report.persons > 5)", "report.persons >= 6"},
                    std::pair{"report.persons > 5", "!(report.persons <= 3)"},
                    std::pair{R"(report.category == "a")", R"(report.category != "b")"},
                    std::pair{"report.covert && report.exercise", "report.exercise"},
                    std::pair{"report.covert || report.exercise", "report.exercise || report.covert"},
                    std::pair{"report.persons == 5", "report.persons > 4 && report.persons < 6"},
                    std::pair{"report.covert", "report.covert || report.text.contains('x')"},
                    std::pair{"report.covert", "true"}));

class DoesNotFollow : public testing::TestWithParam<std::pair<const char*, const char*>> {};
TEST_P(DoesNotFollow, FromTheOther) {
    EXPECT_FALSE(implies(GetParam().first, GetParam().second));
}
INSTANTIATE_TEST_SUITE_P(Conditions, DoesNotFollow,
                         testing::Values(std::pair{R"(report.category in ["a", "b"])", R"(report.category == "a")"},
                                         std::pair{"report.persons >= 5", "report.persons > 5"},
                                         std::pair{"report.covert", "report.exercise"},
                                         std::pair{"report.covert || report.exercise", "report.covert"},
                                         // The other may come to an error.
                                         std::pair{"report.covert", "int(report.text) == 1 || !report.covert"},
                                         std::pair{"false", "report.covert"}));

TEST(Logic, PointsAtTheInnermostPart) {
    const auto made = program(R"(report.covert && (report.persons > 5 && report.persons < 3))");
    const auto dead = dead_parts(*made);
    ASSERT_EQ(dead.size(), 1u);
    EXPECT_TRUE(dead[0].is_whole && dead[0].is_conflict);
    EXPECT_EQ(made->source().substr(dead[0].part->span.begin, 18), "report.persons > 5");
}

TEST(Logic, GivesUpOnWhatHasTooManyCases) {
    std::string source = "true";
    for (int i = 0; i < 60; ++i) source += " && (report.persons > " + std::to_string(i) + " || report.covert)";
    EXPECT_TRUE(can_hold(source + " && report.exercise"));
    EXPECT_FALSE(implies(source, "report.covert && report.exercise"));
}

std::string repeated(const std::string& part, const std::string& between, int times) {
    std::string whole = part;
    for (int i = 1; i < times; ++i) whole += between + part;
    return whole;
}

TEST(Logic, TellsEachDeadSideOfAChain) {
    EXPECT_EQ(dead_parts(*program("false || report.covert || 1 > 2")).size(), 2u);
}

// Took 42 seconds, because each side was run anew for each chain that it was part of.
TEST(Logic, RunsWhatIsWrittenOutForTheStepsOfOneEvaluation) {
    const std::string costly = "lists.range(9999).size() < 5";
    EXPECT_FALSE(can_hold(costly));
    EXPECT_FALSE(can_hold(repeated(costly, " || ", 2)));
    EXPECT_TRUE(can_hold(repeated(costly, " || ", 250)));
}

TEST(Logic, GivesUpOnWhatIsComparedWithTooManyValues) {
    const auto one_of = [](int count) { return "report.persons in [" + repeated("1", ", ", count) + "]"; };
    EXPECT_FALSE(can_hold(one_of(100) + " && report.persons in [2, 3]"));
    EXPECT_TRUE(can_hold(one_of(1'000) + " && report.persons in [2, 3]"));
    EXPECT_TRUE(can_hold(repeated("report.persons in lists.range(9999)", " && ", 200)));
}

// Conditions that are made by chance, over a world so small that all of it can be looked at.
class Chance {
public:
    explicit Chance(unsigned seed) : chance_(seed) {}

    std::string condition(int depth) {
        if (depth == 0 || pick(4) == 0) return atom();
        switch (pick(5)) {
            case 0:
                return "(" + condition(depth - 1) + " ? " + condition(depth - 1) + " : " + condition(depth - 1) + ")";
            case 1: return "!(" + condition(depth - 1) + ")";
            case 2: return "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
            default: return "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
        }
    }

private:
    int pick(int choices) { return static_cast<int>(chance_() % static_cast<unsigned>(choices)); }
    std::string number() { return std::to_string(pick(4)); }
    std::string word() { return std::string("\"") + static_cast<char>('a' + pick(3)) + "\""; }
    std::string relation() { return std::vector<std::string>{"<", "<=", ">", ">=", "==", "!="}[pick(6)]; }
    std::string atom() {
        switch (pick(8)) {
            case 0: return "report.covert";
            case 1: return "report.category " + std::string(pick(2) == 0 ? "==" : "!=") + " " + word();
            case 2: return "report.category in [" + word() + ", " + word() + "]";
            case 3: return number() + " " + relation() + " report.persons";
            case 4: return "report.persons in [" + number() + ", " + number() + ", " + number() + "]";
            case 5: return "report.persons " + relation() + " " + number() + ".5";
            // An error where the text is no number.
            case 6: return "int(report.text) " + relation() + " " + number();
            default: return "report.tags.size() " + relation() + " " + number();
        }
    }

    std::mt19937 chance_;
};

std::vector<World> all_worlds() {
    std::vector<World> worlds;
    for (const char* category : {"a", "b", "c", "d"}) {
        for (int persons = 0; persons < 4; ++persons) {
            for (const char* text : {"x", "0", "2"}) {
                for (const bool covert : {false, true}) {
                    for (const auto& tags : {std::vector<std::string>{}, {"t"}}) {
                        World& made = worlds.emplace_back();
                        made.report.category = core::CategoryName{category};
                        made.report.persons = persons;
                        made.report.text = text;
                        made.report.covert = covert;
                        made.report.tags = tags;
                    }
                }
            }
        }
    }
    return worlds;
}

TEST(Logic, NeverSaysWhatIsNotSo) {
    Chance chance(7);
    const std::vector<World> worlds = all_worlds();
    int dead = 0;
    int implied = 0;
    for (int round = 0; round < 1'500; ++round) {
        const std::string first = chance.condition(3);
        const std::string second = chance.condition(2);
        const auto one = program(first);
        const auto other = program(second);
        const auto parts = dead_parts(*one);
        const bool is_dead = !parts.empty() && parts.front().is_whole;
        const bool follows = Premise(*one).implies(Premise(*other));
        dead += is_dead ? 1 : 0;
        implied += follows ? 1 : 0;
        if (!is_dead && !follows) continue;
        for (const World& world : worlds) {
            const core::Case here = world.at_hand();
            const CaseView view(here);
            const auto holds = [&](const Program& program) {
                const auto outcome = program.evaluate(view);
                const auto* truth = outcome ? outcome->as<bool>() : nullptr;
                return truth != nullptr && *truth;
            };
            const bool holds_here = holds(*one);
            ASSERT_FALSE(is_dead && holds_here) << first;
            ASSERT_FALSE(follows && holds_here && !holds(*other)) << first << "\nimplies\n" << second;
        }
    }
    EXPECT_GT(dead, 50);
    EXPECT_GT(implied, 50);
}

}  // namespace
}  // namespace paraat::rules::cel

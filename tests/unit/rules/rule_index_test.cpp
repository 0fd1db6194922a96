#include "hub/rules/rule_index.hpp"

#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Rule> rules_with(const std::vector<std::string>& conditions) {
    std::vector<Rule> rules;
    const auto environment = rule_environment();
    for (const std::string& condition : conditions) {
        const auto compiled = cel::Program::compile(condition, environment);
        for (const auto& fault : compiled.faults) ADD_FAILURE() << condition << ": " << fault.message;
        Rule& rule = rules.emplace_back();
        rule.name = core::RuleName{"r" + std::to_string(rules.size())};
        rule.condition = compiled.program;
    }
    return rules;
}

std::vector<RuleIndex::Number> numbers(const RuleIndex::Candidates& candidates) {
    std::vector<RuleIndex::Number> numbers;
    for (const RuleIndex::Candidate& candidate : candidates) numbers.push_back(candidate.rule);
    return numbers;
}

// The numbers of the conditions that a shooting is put before (world.hpp).
std::vector<RuleIndex::Number> tried(const std::vector<std::string>& conditions, const Areas& areas = {}) {
    const World world;
    return numbers(RuleIndex(rules_with(conditions)).candidates(world.at_hand(), areas));
}

// Nullopt when it is tried; false when it is left out.
std::optional<bool> known(const std::string& condition) {
    const World world;
    const auto found = RuleIndex(rules_with({condition})).candidates(world.at_hand(), {});
    if (found.empty()) return false;
    return found[0].surely_holds ? std::optional(true) : std::nullopt;
}

bool is_tried(const std::string& condition) {
    return !tried({condition}).empty();
}

TEST(RuleIndex, LeavesOutWhatLooksForAnotherWord) {
    EXPECT_THAT(
        tried({R"(report.category == "theft")", R"(report.category == "shooting")", R"("theft" == report.category)",
               R"("shooting" == report.category)", R"(report.category in ["theft", "riot"])",
               R"(report.category in ["theft", "shooting"])", R"("knife" in report.tags)", R"("night" in report.tags)",
               R"("m" in report.attributes)", R"("n" in report.attributes)"}),
        ElementsAre(1, 3, 5, 7, 9));
}

TEST(RuleIndex, LeavesNumbersThatNoCountCanReachToTheEvaluation) {
    EXPECT_EQ(known("report.persons < 2147483647"), true);
    EXPECT_EQ(known("report.persons > -2147483648"), true);
    EXPECT_EQ(known("report.persons < 4294967296"), std::nullopt);
    EXPECT_EQ(known("report.persons > -4294967296"), std::nullopt);
}

TEST(RuleIndex, GivesRulesInOrderAndEachOnce) {
    EXPECT_THAT(tried({"report.persons > 1", R"("night" in report.tags || "firearm" in report.tags)",
                       R"(report.category == "shooting")", "report.persons > 2"}),
                ElementsAre(0, 1, 2, 3));
}

TEST(RuleIndex, TriesWhatOneSideOfAnOrMayMakeTrue) {
    EXPECT_TRUE(is_tried(R"(report.category == "theft" || "night" in report.tags)"));
    EXPECT_FALSE(is_tried(R"(report.category == "theft" || "knife" in report.tags)"));
    EXPECT_TRUE(is_tried(R"(report.category == "theft" || report.text == "x")"));
}

TEST(RuleIndex, NeedsOneSideOfAnAndOnly) {
    EXPECT_FALSE(is_tried(R"(report.persons > 1 && report.category == "theft")"));
    EXPECT_FALSE(is_tried(R"(report.category == "theft" && report.persons > 1)"));
    EXPECT_FALSE(is_tried(R"(report.exercise && (report.category == "theft" || "knife" in report.tags))"));
}

TEST(RuleIndex, SeesThroughNegations) {
    EXPECT_TRUE(is_tried(R"(report.category != "theft")"));
    EXPECT_TRUE(is_tried(R"(!(report.category in ["theft"]))"));
    EXPECT_FALSE(is_tried(R"(!(report.category != "theft"))"));
    EXPECT_FALSE(is_tried(R"(!(report.category != "theft" || report.persons > 1000))"));
    EXPECT_TRUE(is_tried(R"(!(report.category != "theft" && report.persons > 1000))"));
}

TEST(RuleIndex, SeesThroughWhatAConditionDecides) {
    EXPECT_FALSE(is_tried(R"(report.category == "theft" ? report.persons > 1 : false)"));
    EXPECT_TRUE(is_tried(R"(report.category == "theft" ? report.persons > 1 : true)"));
    EXPECT_FALSE(is_tried(R"(report.category != "theft" ? "knife" in report.tags : report.persons > 1)"));
    EXPECT_TRUE(is_tried(R"(report.exercise ? report.category == "theft" : report.persons > 1)"));
}

TEST(RuleIndex, SeesIntoMacrosAndBindings) {
    EXPECT_FALSE(is_tried(R"(report.tags.exists(t, t == "knife"))"));
    EXPECT_TRUE(is_tried(R"(report.tags.exists(t, t == "night"))"));
    EXPECT_FALSE(is_tried(R"(report.tags.exists_one(t, t in ["knife", "axe"]))"));
    EXPECT_FALSE(is_tried(R"(!report.tags.all(t, t != "knife"))"));
    EXPECT_TRUE(is_tried(R"(report.tags.all(t, t == "knife"))"));
    EXPECT_TRUE(is_tried(R"(report.tags.exists(i, t, t == "knife"))"));
    EXPECT_FALSE(is_tried(R"(cel.bind(c, report.category, c == "theft" || c == "riot"))"));
    EXPECT_TRUE(is_tried(R"(cel.bind(c, report.category, c == "theft" || c == "shooting"))"));
}

// The variable of the macro stands before the report in its body.
TEST(RuleIndex, KnowsWhoseNameAVariableIs) {
    EXPECT_TRUE(is_tried(R"(report.tags.exists(report, report == "night"))"));
    EXPECT_TRUE(is_tried(R"(nearby(500, duration("1h")).exists(report, report.category == "theft"))"));
    EXPECT_TRUE(is_tried(R"(nearby(500, duration("1h")).exists(i, i.category == "theft"))"));
    EXPECT_TRUE(is_tried(R"(["knife"].exists(t, t == "knife"))"));
}

// What fails is counted, so that it is tried for every case: an error is not false.
TEST(RuleIndex, TriesWhatMayFail) {
    EXPECT_TRUE(is_tried(R"(int(report.text) > 1 || report.category == "theft")"));
    EXPECT_TRUE(is_tried(R"(report.attributes["m"] == "7")"));
    EXPECT_TRUE(is_tried(R"(int(report.text) > 1 ? report.category == "theft" : false)"));
    EXPECT_TRUE(is_tried(R"(cel.bind(n, int(report.text), report.category == "theft"))"));
    EXPECT_FALSE(is_tried(R"(int(report.text) > 1 && report.category == "theft")")) << "the right side decides";
}

// Out of steps is the one error that the other side of an && does not pass over.
TEST(RuleIndex, TriesWhatMayRunOutOfStepsBeforeAWordDecides) {
    std::string numbers = "[0";
    for (int i = 1; i < 50; ++i) numbers += ", " + std::to_string(i);
    numbers += "]";
    const std::string long_way = numbers + ".all(a, " + numbers + ".all(b, " + numbers + ".all(c, a + b + c >= 0)))";
    EXPECT_TRUE(is_tried(long_way + R"( && report.category == "theft")"));
    EXPECT_FALSE(is_tried(R"(report.category == "theft" && )" + long_way));
    EXPECT_TRUE(is_tried(long_way + R"( || report.category == "theft")"));
}

// The word that brings a rule up is not all that it asks for.
TEST(RuleIndex, LeavesOutWhatTheOtherWordsDecide) {
    EXPECT_FALSE(is_tried(R"(report.category == "shooting" && report.contract == "c-1")"));
    EXPECT_FALSE(is_tried(R"(report.category == "shooting" && !("night" in report.tags))"));
    EXPECT_FALSE(is_tried(R"(report.category == "shooting" && report.severity != "extreme" && report.persons > 1)"));
    EXPECT_TRUE(is_tried(R"(report.category == "shooting" && report.severity != "minor" && report.persons > 1)"));
    EXPECT_TRUE(is_tried(R"(report.category == "shooting" && (report.contract == "c-1" || report.text == "x"))"));
    EXPECT_FALSE(is_tried(R"(!(report.text == "x" || report.category == "shooting"))"));
}

TEST(RuleIndex, LeavesOutWhatIsNever) {
    EXPECT_FALSE(is_tried("report.persons > 1 && false"));
    EXPECT_FALSE(is_tried("report.category in []"));
    EXPECT_TRUE(is_tried("true"));
}

// What is tried in vain is what the rarer word brings.
TEST(RuleIndex, GoesByTheWordThatFewestRulesLookFor) {
    std::vector<std::string> conditions;
    for (const char* contract : {"c-1", "c-2", "c-3"}) {
        conditions.push_back(R"(report.category == "shooting" && report.contract == ")" + std::string(contract) + "\"");
    }
    EXPECT_THAT(tried(conditions), IsEmpty());
}

TEST(RuleIndex, KnowsTheAreasThatAPositionLiesIn) {
    Areas areas;
    std::vector<SourceIssue> issues;
    areas.read(std::string(R"({"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"name":"here"},
         "geometry":{"type":"Polygon","coordinates":[[[4.4,51.9],[4.5,51.9],[4.5,52],[4.4,52],[4.4,51.9]]]}},
        {"type":"Feature","properties":{"name":"there"},
         "geometry":{"type":"Polygon","coordinates":[[[5.4,51.9],[5.5,51.9],[5.5,52],[5.4,52],[5.4,51.9]]]}}]})"),
               "areas.geojson", issues);
    ASSERT_THAT(issues, IsEmpty());
    const RuleIndex index(rules_with({R"(inside("there"))", R"(inside("here"))", R"(!inside("there"))"}));
    World world;
    EXPECT_THAT(numbers(index.candidates(world.at_hand(), areas)), ElementsAre(2)) << "it is nowhere";
    world.incident.position = core::position_from_degrees(51.95, 4.45);
    EXPECT_THAT(numbers(index.candidates(world.at_hand(), areas)), ElementsAre(1, 2));
    world.report.position = core::position_from_degrees(51.95, 5.45);
    EXPECT_THAT(numbers(index.candidates(world.at_hand(), areas)), ElementsAre(0));
}

TEST(RuleIndex, KnowsWhatHoldsByWordsAlone) {
    EXPECT_EQ(known(R"(report.category == "shooting")"), true);
    EXPECT_EQ(known(R"(report.category == "shooting" && "night" in report.tags)"), true);
    EXPECT_EQ(known(R"(report.category == "theft" || !("knife" in report.tags))"), true);
    EXPECT_EQ(known(R"(report.category == "shooting" && report.text == "")"), std::nullopt);
    EXPECT_EQ(known(R"(report.text == "" || report.category == "shooting")"), true);
}

// The shooting of world.hpp has 60 persons.
TEST(RuleIndex, KnowsWhatCountsDecide) {
    const std::vector<std::pair<std::string, bool>> comparisons = {
        {"report.persons >= 60", true},  {"report.persons >= 61", false}, {"report.persons > 59", true},
        {"report.persons > 60", false},  {"report.persons <= 60", true},  {"report.persons <= 59", false},
        {"report.persons < 61", true},   {"report.persons < 60", false},  {"60 <= report.persons", true},
        {"61 <= report.persons", false}, {"59 < report.persons", true},   {"60 < report.persons", false},
        {"60 >= report.persons", true},  {"59 >= report.persons", false}, {"61 > report.persons", true},
        {"60 > report.persons", false},  {"report.exercise", false},      {"!report.exercise", true}};
    for (const auto& [condition, truth] : comparisons) EXPECT_EQ(known(condition), truth) << condition;
    EXPECT_EQ(known("report.persons > 60.5"), std::nullopt) << "a double is left to the evaluation";
    EXPECT_EQ(known("report.persons <= 9223372036854775807"), std::nullopt);
}

TEST(RuleIndex, EndsWithAConditionThatDoublesWithEachPart) {
    std::string condition = "report.covert";
    for (int i = 0; i < 24; ++i) condition = "(" + condition + " ? report.exercise : report.covert)";
    EXPECT_TRUE(is_tried(condition));
}

TEST(RuleIndex, FindsARuleByItsName) {
    const RuleIndex index(rules_with({"report.covert", "report.exercise"}));
    EXPECT_EQ(index.find(core::RuleName{"r2"}), 1u);
    EXPECT_EQ(index.find(core::RuleName{"r3"}), std::nullopt);
}

}  // namespace
}  // namespace paraat::rules

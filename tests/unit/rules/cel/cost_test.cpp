#include "hub/rules/cel/cost.hpp"
#include "tests/unit/rules/world.hpp"

namespace paraat::rules {
namespace {

using testing::HasSubstr;

double cost_of(const std::string& source) {
    const auto compiled = cel::Program::compile(source, rule_environment());
    if (!compiled.program) return -1;
    std::vector<cel::Fault> faults;
    return limit_cost(compiled.program->root(), faults).steps;
}

TEST(Cost, GrowsWithWhatIsRead) {
    EXPECT_LT(cost_of("report.persons > 50"), 100);
    EXPECT_LT(cost_of("report.text.contains('shots')"), 10'000);
    const double one = cost_of("nearby(500, duration('1h')).exists(i, i.persons > 1)");
    EXPECT_GT(one, 1'000);
    EXPECT_LT(one, 20'000);
    EXPECT_GT(cost_of("nearby(500, duration('1h')).all(i, nearby(500, duration('1h')).exists(j, i == j))"), 1'000'000);
}

TEST(Cost, AboveTheLimitIsAFaultWhereItArises) {
    const std::string all = "nearby(500, duration('1h'))";
    const std::string inner = all + ".all(a, " + all + ".all(b, " + all + ".all(c, a == c)))";
    const std::string source = "report.covert || " + inner;
    const auto compiled = cel::Program::compile(source, rule_environment());
    ASSERT_EQ(compiled.faults.size(), 1u);
    EXPECT_EQ(compiled.faults[0].code, "too_costly");
    EXPECT_EQ(source.substr(compiled.faults[0].span.begin), inner);
    EXPECT_THAT(compiled.faults[0].message, HasSubstr("10,000,000 steps"));
}

TEST(Cost, OfTheDivisionsOfEachNeighbourIsWithinTheLimit) {
    EXPECT_LT(cost_of("nearby(500, duration('1h')).exists(i, 'dvo' in i.divisions || 'x' in i.tags)"), 10'000'000);
}

TEST(Cost, OfWhatOnlyLiteralsMakeIsSmall) {
    EXPECT_LT(cost_of("['a', 'b', 'c'].all(x, ['a', 'b'].exists(y, x == y))"), 200);
    EXPECT_LT(cost_of("report.category in ['shooting', 'theft'] && report.severity == 'minor'"), 1'000);
}

TEST(Cost, KnowsListsThatDouble) {
    std::string source = "[1]";
    for (int i = 0; i < 40; ++i) source += ".map(x, [x, x])";
    EXPECT_THAT(World().come_to(source + " == " + source), HasSubstr("fault: this may take"));
}

}  // namespace
}  // namespace paraat::rules

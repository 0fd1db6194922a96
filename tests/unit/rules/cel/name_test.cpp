#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

std::string in(const std::string& container, const std::string& source, Bindings bindings, Checks checks) {
    bindings.container = container;
    return come_to(source, bindings, checks);
}

class Resolution : public testing::TestWithParam<Checks> {};
INSTANTIATE_TEST_SUITE_P(CheckedOrNot, Resolution, testing::Values(Checks::none, Checks::types_and_cost));

TEST_P(Resolution, LooksFromTheInnermostNamespaceOutwards) {
    const Bindings all = {{"a.b.x", "inner"}, {"a.x", "middle"}, {"x", "outer"}, {"a.y", "middle y"}};
    EXPECT_EQ(in("a.b", "x", all, GetParam()), "inner");
    EXPECT_EQ(in("a.c", "x", all, GetParam()), "middle");
    EXPECT_EQ(in("b", "x", all, GetParam()), "outer");
    EXPECT_EQ(in("a.b", ".x", all, GetParam()), "outer");
    EXPECT_EQ(in("a.b", "y", all, GetParam()), "middle y");
    EXPECT_EQ(in("a", "b.x", all, GetParam()), "inner");
    EXPECT_EQ(in("a.b", ".a.x", all, GetParam()), "middle");
}

TEST_P(Resolution, TakesTheLongestNameThatIsKnown) {
    const Value map{Value::Map{{"c", Value{"field"}}}};
    EXPECT_EQ(in("", "a.b.c", {{"a.b.c", "whole"}, {"a.b", map}}, GetParam()), "whole");
    EXPECT_EQ(in("", "a.b.c", {{"a.b", map}}, GetParam()), "field");
    EXPECT_EQ(in("", "has(a.b.c)", {{"a.b", map}}, GetParam()), "true");
    EXPECT_EQ(in("", "a.b['c']", {{"a.b", map}}, GetParam()), "field");
    EXPECT_EQ(in("", "a.b.c.size()", {{"a.b", map}}, GetParam()), "5");
}

TEST_P(Resolution, PutsVariablesOfMacrosFirst) {
    const Bindings all = {{"y", std::int64_t{42}}, {"n.y", std::int64_t{43}}, {"y.z", std::int64_t{44}}};
    EXPECT_EQ(in("n", "[0].exists(y, y == 0)", all, GetParam()), "true");
    EXPECT_EQ(in("n", "[0].exists(y, y == 0 && .y == 42)", all, GetParam()), "true");
    EXPECT_EQ(in("", "[{'z': 0}].exists(y, y.z == 0 && .y.z == 44)", all, GetParam()), "true");
    EXPECT_EQ(in("n", "[0].exists(y, y == 0) && y == 43", all, GetParam()), "true");
    EXPECT_EQ(in("n", "cel.bind(y, 1, y) + y", all, GetParam()), "44");
}

TEST_P(Resolution, KnowsTypesAndFunctionsOfNamespaces) {
    EXPECT_EQ(in("google", "type(duration('1s')) == protobuf.Duration", {}, GetParam()), "true");
    EXPECT_EQ(in("", ".int == int", {}, GetParam()), "true");
    EXPECT_EQ(in("math", "greatest(1, 2)", {}, GetParam()), "2");
    EXPECT_EQ(in("", ".math.greatest(1, 2)", {}, GetParam()), "2");
    EXPECT_EQ(in("", "size", {{"size", std::int64_t{7}}}, GetParam()), "7");
    EXPECT_EQ(in("", "size([1]) < size", {{"size", std::int64_t{7}}}, GetParam()), "true");
}

TEST(Names, ThatNobodyKnowsAreErrorsWhenNothingWasChecked) {
    EXPECT_EQ(run("x"), "error: unknown name: x");
    EXPECT_EQ(run("x.y.z || true"), "true");
    EXPECT_EQ(run("f(1) || true"), "true");
    EXPECT_EQ(run("1.f() == 1"), "error: unknown function: f");
    EXPECT_EQ(come_to("sizze([1])"), "fault: unknown function \"sizze\"");
    EXPECT_EQ(run("[1].map(x, x)[0] == x"), "error: unknown name: x");
}

}  // namespace
}  // namespace paraat::rules::cel

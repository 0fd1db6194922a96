#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

TEST(Macros, GoOverListsAndKeys) {
    expect_true({"[1, 2].all(x, x > 0)", "![1, 2].all(x, x > 1)", "[].all(x, false)", "[1, 2].exists(x, x == 2)",
                 "![].exists(x, true)", "[1, 2].exists_one(x, x == 2)", "![2, 2].exists_one(x, x == 2)",
                 "[1, 2].existsOne(x, x == 2)", "[1, 2].map(x, x * 2) == [2, 4]",
                 "[1, 2, 3].map(x, x > 1, x * 2) == [4, 6]", "[1, 2, 3].filter(x, x % 2 == 1) == [1, 3]",
                 "{'a': 1, 'b': 2}.all(k, k < 'c')", "{'a': 1, 'b': 2}.map(k, k) == ['a', 'b']",
                 "{'a': 1, 'b': 2}.filter(k, k == 'b') == ['b']", "{1: 'x', 2u: 'y'}.exists(k, k == 2)",
                 "[[1], [2, 3]].map(x, x.map(y, y + 1)) == [[2], [3, 4]]", "[1].all(x, [2].all(x, x == 2) && x == 1)"});
}

TEST(Macros, OfTwoVariablesHavePlaceOrKeyAndValue) {
    expect_true(
        {"[1, 2, 3].all(i, v, i < v)", "[1, 2, 4].exists(i, v, i == 2 && v == 4)", "[5, 7].existsOne(i, v, v == 7)",
         "[5, 7].exists_one(i, v, v > 0 && i == 0)", "{'a': 1}.all(k, v, k == 'a' && v == 1)",
         "[1, 2, 3].transformList(i, v, i * v + v) == [1, 4, 9]",
         "[1, 2, 3].transformList(i, v, i % 2 == 0, v) == [1, 3]",
         "{'b': 2, 'a': 1}.transformList(k, v, k) == ['a', 'b']", "[1, 2].transformMap(i, v, v * 10) == {0: 10, 1: 20}",
         "{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v) == {'b': 2}",
         "{'a': 'b'}.transformMapEntry(k, v, {v: k}) == {'b': 'a'}",
         "[1, 2].transformMapEntry(i, v, i > 0, {v: i}) == {2: 1}", "{'a': 1}.transformMapEntry(k, v, {}) == {}"});
    expect_error({"{'a': 1, 'b': 1}.transformMapEntry(k, v, {v: k})", "[1, 1u].transformMapEntry(i, v, {v: i})",
                  "[1].transformMapEntry(i, v, dyn(v))", "[2, 0].transformMap(i, v, 1 / v)",
                  "[1].transformList(i, v, dyn(1), v)"});
}

TEST(Macros, PassOverErrorsAsTheLogicalOperatorsDo) {
    expect_true({"[0, 1].exists(x, 1 / x == 1)", "![0, 1].all(x, 1 / x == 2)", "[1, 'a'].exists(x, x == 1)"});
    expect_error({"[0, 1].all(x, 1 / x == 1)", "[0, 1].exists(x, 1 / x == 2)", "[0, 1].exists_one(x, 1 / x == 1)",
                  "[0].map(x, 1 / x)", "[0, 1].filter(x, 1 / x > 0)", "[1].all(x, dyn(x))", "[1].filter(x, dyn(x))",
                  "dyn(1).all(x, true)", "dyn('abc').map(x, x)", "[1].all(x, 1 / 0 > 0)"});
}

TEST(Macros, TakeNamesFirst) {
    expect_fault({"[1].all(1, true)", "[1].map(a.b, 1)", "[1].all(i, i, true)", "[1].transformList('i', v, v)",
                  "[1].all(.x, true)", "cel.bind(1, 2, 3)", "optional.of(1).optMap(1, 2)"});
    EXPECT_THAT(come_to("[1].all(x)"), testing::HasSubstr("takes the name of a variable"));
    EXPECT_EQ(run("[1].all(x) || true"), "true");
}

TEST(Bindings, GiveAValueAName) {
    expect_true({"cel.bind(x, 5, x * x) == 25",
                 "cel.bind(a, 'hello', cel.bind(b, 'world', a + b + b + a)) == 'helloworldworldhello'",
                 "cel.bind(x, 1, [2].all(x, x == 2) && x == 1)", "[1, 2].map(x, cel.bind(y, x + 1, y * y)) == [4, 9]"});
    expect_error({"cel.bind(x, 1 / 0, 5)"});
}

TEST(Logic, PassesOverErrorsThatDecideNothing) {
    expect_true({"1 / 0 > 0 || true", "!(1 / 0 > 0 && false)", "true || dyn('a')", "!(dyn(1) && false)",
                 "true ? true : 1 / 0 > 0", "false ? 1 / 0 > 0 : true"});
    expect_error({"1 / 0 > 0 || false", "1 / 0 > 0 && true", "dyn('a') || dyn('b')", "dyn(1) ? 1 : 2",
                  "1 / 0 > 0 ? 1 : 2", "!dyn('a')"});
}

}  // namespace
}  // namespace paraat::rules::cel

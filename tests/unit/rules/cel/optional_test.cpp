#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

TEST(Optionals, HoldSomethingOrNothing) {
    expect_true({"optional.of(1).hasValue()", "!optional.none().hasValue()", "optional.of(null).hasValue()",
                 "optional.of(1).value() == 1", "optional.none().orValue(7) == 7", "optional.of(1).orValue(7) == 1",
                 "optional.none().or(optional.of(2)).value() == 2",
                 "optional.of(1).or(optional.of(1 / 0)).value() == 1", "optional.of(1).orValue(1 / 0) == 1",
                 "type(optional.none()) == optional_type", "optional.of(1) == optional.of(1)",
                 "optional.none() == optional.none()", "optional.of(1) != optional.none()",
                 "optional.of(dyn(1)) == optional.of(dyn(1.0))"});
    expect_error({"optional.none().value()", "dyn(1).hasValue()", "dyn(1).orValue(2)", "optional.none().or(dyn(1))",
                  "optional.of(1 / 0)"});
}

TEST(Optionals, OfZeroValuesHoldNothing) {
    for (const char* zero : {"0", "0u", "0.0", "''", "b''", "false", "null", "[]", "{}", "duration('0')",
                             "timestamp(0)", "optional.none()"}) {
        EXPECT_EQ(run("optional.ofNonZeroValue(" + std::string(zero) + ").hasValue()"), "false") << zero;
    }
    for (const char* other : {"1", "-1.5", "' '", "true", "[0]", "{0: 0}", "int"}) {
        EXPECT_EQ(run("optional.ofNonZeroValue(" + std::string(other) + ").hasValue()"), "true") << other;
    }
}

TEST(Optionals, AreWhatAMissingFieldIs) {
    expect_true({"{'a': 1}.?a.value() == 1", "!{'a': 1}.?b.hasValue()", "{'a': {'b': 1}}.?a.b.value() == 1",
                 "!{}.?a.b.c.hasValue()", "{'a': 1}[?'a'].value() == 1", "![1][?1].hasValue()", "[1][?0].value() == 1",
                 "{1: 2}[?dyn(1.0)].value() == 2", "optional.of([1])[?0].value() == 1",
                 "optional.of({'a': 1})[?'a'].value() == 1", "optional.of({'a': 1})['a'].value() == 1",
                 "optional.of({'a': 1}).a.value() == 1", "!optional.none().a.hasValue()",
                 "!optional.none()[?0].hasValue()", "has({'a': {'b': 1}}.?a.b)", "!has({}.?a.b)",
                 "has(optional.of({'a': 1}).a)", "!has(optional.none().a)"});
    expect_error({"dyn(1).?a", "dyn(1)[?0]", "[1][?dyn('a')]", "optional.of(1).a", "{'a': null}.?a.b"});
}

TEST(Optionals, AreMappedWhenTheyHoldSomething) {
    expect_true({"optional.of(2).optMap(x, x * x).value() == 4", "!optional.none().optMap(x, 1 / 0).hasValue()",
                 "{'a': {'b': 1}}.?a.optFlatMap(x, x.?b).value() == 1",
                 "!{'a': {}}.?a.optFlatMap(x, x.?b).hasValue()"});
    expect_error({"optional.of(2).optFlatMap(x, dyn(x))", "dyn(2).optMap(x, x)", "optional.of(0).optMap(x, 1 / x)"});
}

TEST(Optionals, AreEntriesThatMayBeLeftOut) {
    expect_true({"[1, ?optional.of(2), ?optional.none()] == [1, 2]",
                 "{?'a': optional.of(1), ?'b': optional.none(), 'c': 3} == {'a': 1, 'c': 3}",
                 "[?{'a': 1}.?a, ?{}.?a] == [1]", "[{}.?a][0] == optional.none()",
                 "optional.unwrap([optional.of(1), optional.none()]) == [1]",
                 "[optional.of(1), optional.none()].unwrapOpt() == [1]"});
    expect_error({"[?dyn(1)]", "{?'a': dyn(1)}", "{?'a': optional.of(1), 'a': 2}"});
    expect_fault({"[?]", "{?'a'}", "f(?1)", "a.?b()", "a.?"});
}

}  // namespace
}  // namespace paraat::rules::cel

#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

TEST(Equality, IsOfValuesAndNotOfTypes) {
    expect_true({"dyn(1) == 1u", "dyn(1u) == 1.0", "[1, 2u, 3.0] == [1.0, 2, 3u]",
                 "{1: 'a', 2u: 'b'} == {1u: 'a', 2: 'b'}", "dyn(1) != '1'", "dyn(b'a') != 'a'", "dyn(true) != 1",
                 "null == null", "dyn(null) != 0", "dyn([]) != {}", "[1] != [1, 1]", "{'a': null} != {'b': null}",
                 "{'a': 1} != {'a': 1, 'b': 1}", "dyn(int) != 'int'", "int != uint", "0.0 == -0.0",
                 "[[1], [2]] == [[1.0], [2u]]"});
}

TEST(Equality, HoldsForNoNaN) {
    expect_true({"0.0 / 0.0 != 0.0 / 0.0", "[0.0 / 0.0] != [0.0 / 0.0]", "!(0.0 / 0.0 == 1.0)", "!(0.0 / 0.0 < 1.0)",
                 "!(0.0 / 0.0 >= 1.0)"});
}

TEST(Order, IsOfNumbersTextsBytesTruthAndTime) {
    expect_true({"dyn(1) < 2u", "dyn(-1) < 0u", "dyn(1u) > -1", "dyn(1) < 1.5", "dyn(2u) >= 1.5",
                 "dyn(-1) < 18446744073709551615u", "'a' < 'b' && 'A' < 'a' && '' < 'a' && 'z' < '\xC3\xA9'",
                 "b'a' < b'b' && b'' < b'a' && b'\\xff' > b'a'", "false < true && !(true < true) && true >= true",
                 "duration('1ms') < duration('1s')",
                 "timestamp('2025-01-01T00:00:00.5Z') > timestamp('2025-01-01T00:00:00Z')",
                 "duration('-1ns') < duration('0')"});
}

TEST(Order, IsNotOfOtherThings) {
    expect_error({"null < null", "[0] < [1]", "{1: 1} > {0: 0}", "dyn('a') < 1", "dyn(b'a') < 'a'", "int < uint",
                  "dyn(true) < 1", "dyn(duration('1s')) < timestamp(1)"});
}

TEST(Keys, AreFoundAcrossTheNumberTypes) {
    expect_true({"{1: 'a'}[dyn(1u)] == 'a'", "{1u: 'a'}[dyn(1.0)] == 'a'", "dyn(2.0) in {2: 1}",
                 "!(dyn(2.5) in {2: 1})", "{18446744073709551615u: 1}[dyn(18446744073709551615u)] == 1",
                 "!(dyn(null) in {'a': 1})", "{true: 1, 1: 2, '1': 3}[true] == 1", "{true: 1, 1: 2, '1': 3}['1'] == 3",
                 "{-1: 'a', 1u: 'b'}[-1] == 'a'", "!(dyn(-1) in {18446744073709551615u: 1})"});
    expect_error({"{1: 'a'}[2]", "{'a': 1}.b", "{1: 'a'}[dyn(1.5)]", "{'a': 1}[dyn(null)]", "{1: 1, 1u: 2}",
                  "{'a': 1, 'a': 2}", "{1.0: 1}", "{null: 1}", "{[]: 1}", "{b'a': 1}"});
}

TEST(Lists, AreIndexedByWholeNumbers) {
    expect_true({"[7, 8, 9][dyn(0u)] == 7", "[7, 8, 9][dyn(2.0)] == 9"});
    expect_error({"[7][1]", "[7][-1]", "[7][dyn(0.1)]", "[7][dyn('')]", "[7][dyn(18446744073709551615u)]", "[][0]"});
}

TEST(Membership, LooksIntoListsAndKeys) {
    expect_true({"2 in [1, 2]", "dyn(2u) in [1, 2]", "!(7 in [])", "!('a' in {})", "'a' in {'a': null}",
                 "dyn('a') in [1, 'a']", "[1] in [[1]]"});
    expect_error({"1 in dyn(1)", "'a' in dyn('abc')"});
}

TEST(Fields, AreOfMapsAlone) {
    expect_error({"dyn(1).a", "dyn('a').size", "has(dyn([]).a)", "dyn(null).a"});
    expect_true({"has({'a': null}.a)", "!has({'a': 1}.b)", "has({'a': {'b': 1}}.a.b)"});
    expect_error({"has({'a': 1}.b.c)", "has(dyn(1).a)"});
    expect_fault({"has({'a': 1})", "has(a)", "has()", "has({'a': 1}.a, 1)", "has({'a': 1}['a'])"});
}

}  // namespace
}  // namespace paraat::rules::cel

#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

struct Formatted {
    const char* source;
    const char* text;
};
class Format : public testing::TestWithParam<Formatted> {};

TEST_P(Format, Gives) {
    EXPECT_EQ(come_to(GetParam().source), GetParam().text);
    EXPECT_EQ(run(GetParam().source), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    Values, Format,
    testing::Values(Formatted{"'%s and %s'.format(['a', b'b'])", "a and b"},
                    Formatted{"'%s'.format([b'\\xf0abc\\x8c\\xf0xyz'])",
                              "\xEF\xBF\xBD"
                              "abc\xEF\xBF\xBDxyz"},
                    Formatted{"'%s %s %s %s'.format([1, 1u, 1.50, 2.0])", "1 1 1.5 2"},
                    Formatted{"'%s %s'.format([true, null])", "true null"},
                    Formatted{"'%s'.format([duration('1h45m47s')])", "6347s"},
                    Formatted{"'%s'.format([duration('0.25s')])", "0.25s"},
                    Formatted{"'%s'.format([timestamp('2023-02-03T23:31:20+01:00')])", "2023-02-03T22:31:20Z"},
                    Formatted{"'%s'.format([type(1)])", "int"},
                    Formatted{"'%s'.format([['a', 1, [2.5, null], {'b': 1}]])", "[a, 1, [2.5, null], {b: 1}]"},
                    Formatted{"'%s'.format([{'b': b'x', 'a': duration('2h'), 10: 1, 2: true}])",
                              "{10: 1, 2: true, a: 7200s, b: x}"},
                    Formatted{"'%s'.format([{}]) + '%s'.format([[]])", "{}[]"},
                    Formatted{"'%s%s'.format([['', 'a', ''], ['', '']])", "[, a, ][, ]"},
                    Formatted{"'%s %s'.format([1e-7, [-1.5e300 / 1e280]])", "0.0000001 [-150000000000000000000]"},
                    Formatted{"'%s %d'.format([1e21, 1.25e22])", "1000000000000000000000 12500000000000000000000"},
                    Formatted{"'%s'.format([-1.0 / 0.0])", "-Infinity"}));

INSTANTIATE_TEST_SUITE_P(
    Numbers, Format,
    testing::Values(Formatted{"'%d %d %d'.format([-7, 7u, 3.14])", "-7 7 3.14"},
                    Formatted{"'%f %.1f %.0f %.0f'.format([1, 3.14, 2.5, 3.5])", "1.000000 3.1 2 4"},
                    Formatted{"'%.3f'.format([123.4994])", "123.499"},
                    Formatted{"'%f %.0f'.format([9007199254740993, -9223372036854775807])",
                              "9007199254740993.000000 -9223372036854775807"},
                    Formatted{"'%e %.1e %.0e'.format([1u, -3.14, 1234.0])", "1.000000e+00 -3.1e+00 1e+03"},
                    Formatted{"'%x %X %x'.format([255, -255, 18446744073709551615u])", "ff -FF ffffffffffffffff"},
                    Formatted{"'%x %X'.format(['Hi', b'\\xff'])", "4869 FF"},
                    Formatted{"'%o %o'.format([8, -8])", "10 -10"},
                    Formatted{"'%b %b %b %b'.format([5, -5, true, false])", "101 -101 1 0"},
                    Formatted{"'%d'.format([0.0 / 0.0])", "NaN"},
                    Formatted{"'%f %e'.format([1.0 / 0.0, -1.0 / 0.0])", "Infinity -Infinity"},
                    Formatted{"'100%%'.format([])", "100%"}, Formatted{"'%%%s%%'.format(['a'])", "%a%"},
                    Formatted{"'%d'.format([-9223372036854775808])", "-9223372036854775808"}));

TEST(Format, RefusesWhatAClauseDoesNotTake) {
    expect_error({"'%d'.format(['a'])",  "'%d'.format([null])",
                  "'%d'.format([true])", "'%f'.format(['a'])",
                  "'%e'.format([b'1'])", "'%x'.format([1.5])",
                  "'%x'.format([true])", "'%o'.format([1.0])",
                  "'%o'.format([true])", "'%b'.format(['a'])",
                  "'%b'.format([1.0])",  "'%s'.format([])",
                  "'%'.format([1])",     "'%q'.format([1])",
                  "'%.f'.format([1.0])", "'%.999999999f'.format([1.0])",
                  "'a %'.format([])",    "'%s'.format([optional.of(1)])",
                  "'%s'.format(dyn(1))", "'%d'.format([[1]])"});
}

TEST(Format, EndsWithItsBudget) {
    EXPECT_THAT(come_to("'%.100f'.format([1e308]).size() > 300"), "true");
    EXPECT_THAT(run("[1].map(x, '%s%s'.format(['aaaaaaaa', 'aaaaaaaa']))" +
                    [] {
                        std::string doubled;
                        for (int i = 0; i < 30; ++i) doubled += ".map(x, '%s%s'.format([x, x]))";
                        return doubled;
                    }()),
                testing::StartsWith("error:"));
}

}  // namespace
}  // namespace paraat::rules::cel

#include "hub/rules/cel/ast.hpp"
#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

// The type that the checker deduces, or the first fault.
std::string type_of(const std::string& source) {
    Environment environment;
    environment.variables = {{"names", list_of(simple(Type::Kind::text))},
                             {"ages", map_of(simple(Type::Kind::text), simple(Type::Kind::integer))},
                             {"any", simple(Type::Kind::dyn)}};
    const auto compiled = Program::compile(source, environment);
    return compiled.program ? compiled.program->root().type.text() : compiled.faults.at(0).message;
}

struct Deduced {
    const char* source;
    const char* type;
};
class Inference : public testing::TestWithParam<Deduced> {};

TEST_P(Inference, Deduces) {
    EXPECT_EQ(type_of(GetParam().source), GetParam().type) << GetParam().source;
}

INSTANTIATE_TEST_SUITE_P(
    Values, Inference,
    testing::Values(Deduced{"1", "int"}, Deduced{"b''", "bytes"}, Deduced{"null", "null"}, Deduced{"int", "type"},
                    Deduced{"[1, 2]", "list(int)"}, Deduced{"[1, 'a']", "list(dyn)"}, Deduced{"[]", "list(dyn)"},
                    Deduced{"[[], [1]]", "list(list(int))"}, Deduced{"[[1], []]", "list(list(int))"},
                    Deduced{"[1, any]", "list(dyn)"}, Deduced{"{'a': 1}", "map(string, int)"},
                    Deduced{"{'a': 1, 2: 'b'}", "map(dyn, dyn)"}, Deduced{"{}", "map(dyn, dyn)"},
                    Deduced{"true ? 1 : 2", "int"}, Deduced{"true ? [] : [1]", "list(int)"},
                    Deduced{"true ? 1 : 'a'", "dyn"}, Deduced{"[[], [[]], [[[]]]]", "list(list(list(list(dyn))))"}));

INSTANTIATE_TEST_SUITE_P(
    Calls, Inference,
    testing::Values(Deduced{"names[0]", "string"}, Deduced{"ages['a']", "int"}, Deduced{"ages.a", "int"},
                    Deduced{"names + ['a']", "list(string)"}, Deduced{"[] + [1]", "list(int)"},
                    Deduced{"any + 1", "int"}, Deduced{"any + any", "dyn"}, Deduced{"any[0]", "dyn"},
                    Deduced{"size(any)", "int"}, Deduced{"any < 1", "bool"}, Deduced{"dyn(1)", "dyn"},
                    Deduced{"type(1)", "type"}, Deduced{"timestamp(0) - timestamp(0)", "duration"},
                    Deduced{"timestamp(0) - duration('1s')", "timestamp"}, Deduced{"'a'.split('b')", "list(string)"},
                    Deduced{"names.sort()[0].size()", "int"}, Deduced{"math.greatest(1, 2)", "int"},
                    Deduced{"math.greatest(1, 2u)", "dyn"}, Deduced{"([1] + [any])[1]", "dyn"}));

INSTANTIATE_TEST_SUITE_P(
    Macros, Inference,
    testing::Values(Deduced{"names.map(n, n.size())", "list(int)"}, Deduced{"names.filter(n, n != '')", "list(string)"},
                    Deduced{"ages.map(k, ages[k])", "list(int)"},
                    Deduced{"ages.transformMap(k, v, v > 1)", "map(string, bool)"},
                    Deduced{"names.transformMap(i, n, n)", "map(int, string)"},
                    Deduced{"names.transformMapEntry(i, n, {n: i})", "map(string, int)"},
                    Deduced{"names.transformList(i, n, i)", "list(int)"}, Deduced{"[].map(x, x)", "list(dyn)"},
                    Deduced{"dyn(['a', 1]).distinct().map(x, type(x) == int ? string(x + 1) : x + '!')",
                            "list(string)"},
                    Deduced{"(dyn(['a']) + []).map(x, [x + 'b', x + 1])", "list(list(dyn))"},
                    Deduced{"[].all(x, x + 'a' == 'b' || x + 1 == 2)", "bool"},
                    Deduced{"cel.bind(e, [], [e + [1] == [1], e + ['a'] == ['a']])", "list(bool)"},
                    Deduced{"cel.bind(x, 1, [x])", "list(int)"}, Deduced{"names.sortBy(n, n.size())", "list(string)"}));

INSTANTIATE_TEST_SUITE_P(
    Optionals, Inference,
    testing::Values(Deduced{"optional.of(1)", "optional(int)"}, Deduced{"optional.none()", "optional(dyn)"},
                    Deduced{"[optional.none(), optional.of(1)]", "list(optional(int))"},
                    Deduced{"ages.?a", "optional(int)"}, Deduced{"ages.?a.orValue(1)", "int"},
                    Deduced{"names[?0].optMap(n, n.size())", "optional(int)"},
                    Deduced{"names[?0].optFlatMap(n, ages[?n])", "optional(int)"},
                    Deduced{"[?names[?0]]", "list(string)"}, Deduced{"optional.of(ages).a", "optional(int)"},
                    Deduced{"dyn(optional.of('a')).optMap(x, [x, 1].size() == 2 && x + 'b' == 'ab')", "optional(bool)"},
                    Deduced{"optional.none().orValue(1)", "int"}));

INSTANTIATE_TEST_SUITE_P(
    Mistakes, Inference,
    testing::Values(Deduced{"1 + 'a'", "\"+\" does not take (int, string)"},
                    Deduced{"names + [1]", "\"+\" does not take (list(string), list(int))"},
                    Deduced{"names[0] + 1", "\"+\" does not take (string, int)"},
                    Deduced{"names == [1]", "a list(string) never equals a list(int)"},
                    Deduced{"1 in names", "a int never equals a string"},
                    Deduced{"1 in ages", "a int never equals a string"},
                    Deduced{"names.map(n, n + 1)", "\"+\" does not take (string, int)"},
                    Deduced{"names.all(n, n)", "this condition is a string"},
                    Deduced{"ages[1]", "\"[]\" does not take (map(string, int), int)"},
                    Deduced{"{1.5: 1}", "a double cannot be the key of a map"},
                    Deduced{"ages.?a.orValue('x')", "\"orValue\" does not take (optional(int), string)"},
                    Deduced{"[?1]", "an optional stands after a '?', not a int"},
                    Deduced{"names.optMap(n, n)", "optMap is of an optional, not of a list(string)"},
                    Deduced{"ages.sortBy(k, k)", "sortBy is of a list, not of a map(string, int)"},
                    Deduced{"names.a", "a list(string) has no fields"}));

TEST(Inference, TakesNoLongerForManyParameters) {
    std::string source = "[";
    for (int i = 0; i < 1'500; ++i) source += "[]+[],";
    EXPECT_EQ(type_of(source + "[1]]"), "list(list(int))");
}

}  // namespace
}  // namespace paraat::rules::cel

#include <gtest/gtest.h>

#include "hub/rules/cel/program.hpp"

namespace paraat::rules::cel {
namespace {

class Tags : public Object {
public:
    Value field(std::string_view name) const override {
        if (name == "tags") return Value{Value::List{Value{"firearm"}, Value{"night"}}};
        if (name == "severity") return Value{"extreme"};
        if (name == "category") return Value{"shooting"};
        return Value{std::int64_t{60}};
    }
    bool has(std::string_view name) const override { return name == "tags"; }
};

class World : public Activation {
public:
    Value variable(std::string_view) const override { return Value{std::shared_ptr<const Object>(new Tags)}; }
    Outcome call(std::string_view, const std::vector<Value>& arguments) const override {
        return Value{Value::List(static_cast<std::size_t>(*arguments[0].as<double>()), Value{std::int64_t{1}})};
    }
};

const Environment& environment() {
    static const Environment made = [] {
        Environment it;
        it.messages["Report"] = {{"tags", list_of(simple(Type::Kind::text))},
                                 {"severity", simple(Type::Kind::text)},
                                 {"category", simple(Type::Kind::text)},
                                 {"persons", simple(Type::Kind::integer)}};
        it.variables["report"] = message("Report");
        it.functions["nearby"] = {{simple(Type::Kind::real), simple(Type::Kind::duration)},
                                  list_of(simple(Type::Kind::integer))};
        return it;
    }();
    return made;
}

std::string comes_to(const std::string& source) {
    const auto compiled = Program::compile(source, environment());
    if (!compiled.program) return "fault: " + compiled.faults.at(0).message;
    const Outcome outcome = compiled.program->evaluate(World{});
    return outcome ? to_text(*outcome) : "error: " + outcome.error();
}

struct Case {
    std::string source;
    std::string result;
};

class Expressions : public testing::TestWithParam<Case> {};

TEST_P(Expressions, ComeTo) {
    EXPECT_EQ(comes_to(GetParam().source), GetParam().result) << GetParam().source;
}

INSTANTIATE_TEST_SUITE_P(
    Language, Expressions,
    testing::Values(
        Case{"1 + 2 * 3 == 7", "true"}, Case{"(1 + 2) * 3", "9"}, Case{"-7 / 2", "-3"}, Case{"-7 % 3", "-1"},
        Case{"1 < 2 && 2 < 3 || false", "true"}, Case{"!(1 == 2)", "true"}, Case{"1 > 2 ? \"a\" : \"b\"", "b"},
        Case{"1 == 1.0", "true"}, Case{"[1, 2, 3][1]", "2"}, Case{"{\"a\": 5}[\"a\"]", "5"}, Case{"{\"a\": 5}.a", "5"},
        Case{"\"firearm\" in report.tags", "true"}, Case{"\"knife\" in report.tags", "false"},
        Case{"report.tags.size()", "2"}, Case{"has(report.tags)", "true"}, Case{"has(report.severity)", "false"},
        Case{"report.tags.exists(t, t.startsWith(\"fire\"))", "true"},
        Case{"report.tags.all(t, t.size() > 5)", "false"}, Case{"[1, 2, 3].filter(i, i > 1).size()", "2"},
        Case{"[1, 2, 3].map(i, i * 2)[2]", "6"}, Case{"[1, 2].exists_one(i, i == 1)", "true"},
        Case{"\"Straat\".lowerAscii()", "straat"}, Case{"\"a,b\".split(\",\").size()", "2"},
        Case{"\"caf\\u00e9\".size()", "4"}, Case{"\"abc\".contains(\"bc\") && \"abc\".endsWith(\"c\")", "true"},
        Case{"\"radio-12\".matches(\"^radio-[0-9]+$\")", "true"},
        Case{"duration(\"90m\") == duration(\"1h30m\")", "true"}, Case{"nearby(5, duration(\"2h\")).size()", "5"}));

INSTANTIATE_TEST_SUITE_P(Numbers, Expressions,
                         testing::Values(Case{"[7, 8][1.0]", "8"}, Case{"[7, 8][1u]", "8"},
                                         Case{"[7, 8][0.5]", "error: no such index"},
                                         Case{"9223372036854775807 < 9223372036854775808.0", "false"},
                                         Case{"9223372036854775808.0 <= 9223372036854775807", "true"},
                                         Case{"18446744073709551615u < 18446744073709551616.0", "false"},
                                         Case{"18446744073709551615u < 18446744073709555712.0", "true"},
                                         Case{"-9223372036854775808 > -9223372036854777856.0", "true"},
                                         Case{"1u > -1.0", "true"}));

INSTANTIATE_TEST_SUITE_P(
    Logic, Expressions,
    testing::Values(Case{"1 / 0 == 1 || true", "true"}, Case{"true || 1 / 0 == 1", "true"},
                    Case{"1 / 0 == 1 && false", "false"}, Case{"1 / 0 == 1 && true", "error: division by zero"},
                    Case{"[0, 1].exists(i, 1 / i == 1)", "true"}, Case{"1 / 0", "error: division by zero"},
                    Case{"9223372036854775807 + 1", "error: the result is out of range"},
                    Case{"-9223372036854775808 - 1", "error: the result is out of range"},
                    Case{"timestamp(report.persons * 9223372036854775)", "error: a time is of the years 1 to 9999"},
                    Case{"timestamp(253402300799) + duration(\"1s\")", "error: a time is of the years 1 to 9999"},
                    Case{"timestamp(-62135596800) - duration(\"1s\")", "error: a time is of the years 1 to 9999"},
                    Case{"duration(\"2562047h\") + duration(\"1h\")", "error: a duration is at most 292 years"},
                    Case{"[1][1]", "error: no such index"}, Case{"{\"a\": 1}[\"b\"]", "error: no such key"}));

TEST(Language, RefusesWhatIsNotWellFormed) {
    for (const std::string source :
         {"", "1 +", "(1", "\"open", "1 1", "report.", "a b c", "'\\q'", "99999999999999999999", "[1, 2", "{\"a\" 1}",
          "@", "1 + \"a\"", "\"a\" && true", "report.tags > 3", "size()", "\x80\xff", "\"\xff\""}) {
        const auto compiled = Program::compile(source, environment());
        EXPECT_EQ(compiled.program, nullptr) << source;
        EXPECT_FALSE(compiled.faults.empty()) << source;
    }
}

TEST(Language, RefusesDeepNestingAndLongTexts) {
    for (const std::string& source :
         {std::string(5'000, '(') + "1" + std::string(5'000, ')'), std::string(5'000, '!') + "true",
          std::string(5'000, '-') + "1", std::string(5'000, '[') + std::string(5'000, ']'),
          "1" + std::string(40'000, ' ')}) {
        EXPECT_EQ(Program::compile(source, environment()).program, nullptr);
    }
}

TEST(Language, StopsAnEvaluationThatTakesTooLong) {
    const std::string thousand = "nearby(1000.0, duration(\"1h\"))";
    EXPECT_EQ(comes_to(thousand + ".all(a, " + thousand + ".all(b, a == b))").substr(0, 6), "error:");
}

TEST(Language, ReadsAnyBytesWithoutFailing) {
    std::uint32_t chance = 7;
    for (int round = 0; round < 5'000; ++round) {
        std::string source = "report.category in [\"shooting\", \"riot\"] && size(report.tags) >= 1 || !(1.5 < 2.0)";
        for (int change = 0; change < 3; ++change) {
            chance = chance * 1'664'525 + 1'013'904'223;
            source[(chance >> 8) % source.size()] = static_cast<char>(chance >> 24);
        }
        const auto compiled = Program::compile(source, environment());
        EXPECT_NE(compiled.program == nullptr, compiled.faults.empty());
        if (compiled.program) (void)compiled.program->evaluate(World{}).has_value();
    }
}

}  // namespace
}  // namespace paraat::rules::cel

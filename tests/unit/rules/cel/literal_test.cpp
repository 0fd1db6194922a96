#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

TEST(Literals, AreOfEachType) {
    expect_true({"type(1) == int",
                 "type(1u) == uint",
                 "type(0x1F) == int",
                 "0x1F == 31",
                 "0xfFu == 255u",
                 "1e-400 == 0.0",
                 "1in[1]",
                 "type(1.0) == double",
                 ".5 == 0.5",
                 "1e3 == 1000.0",
                 "type(\"a\") == string",
                 "type(b\"a\") == bytes",
                 "type(true) == bool",
                 "type(null) == null_type",
                 "type([]) == list",
                 "type({}) == map",
                 "type(int) == type",
                 "type(type) == type",
                 "type(type(1)) == type(string)",
                 "-9223372036854775808 < 0",
                 "18446744073709551615u > 0u",
                 "- 1 == -1",
                 "--1 == 1",
                 "-(-1) == 1"});
}

TEST(Literals, OfTextsResolveEscapes) {
    expect_true({R"('\a\b\f\n\r\t\v' == "\x07\x08\x0C\x0A\x0D\x09\x0B")",
                 R"("\101\x41\X41\u0041\U00000041" == "AAAAA")", R"('\\\?\"\'\`' == "\\?\"'`")",
                 R"("\377" == "\u00ff")", R"(r"\n" == "\\n")", R"(R'\'.size() == 1)", "'''a'b\"c''' == \"a'b\\\"c\"",
                 "\"\"\"a\nb\"\"\" == 'a\\nb'", "r'''\\\n''' == '\\\\\\n'", "'' == \"\" && '''''' == ''"});
}

TEST(Literals, OfBytesAreOctets) {
    expect_true({R"(b"\377" == b"\xff")", R"(b"\xff".size() == 1)", R"("\xff".size() == 1)",
                 "b'\xC3\xBF' == b'\\303\\277'", "bytes('\xC3\xBF').size() == 2", R"(br"\n".size() == 2)",
                 R"(B'a' == b"a" && bR'''\x''' == b'\\x')", R"(b"\u00ff" == b"\303\277")"});
}

TEST(Literals, MayHoldWhatEndsTextsElsewhere) {
    EXPECT_EQ(come_to(std::string("size('a\0b')", 11)), "3");
}

TEST(Literals, ThatAreNotWellFormedAreFaults) {
    expect_fault({"'a",
                  "'a\nb'",
                  "'a\rb'",
                  "\"\"\"a\"\"",
                  R"('\s')",
                  R"('\u00g0')",
                  R"('\ud83d')",
                  R"('\U00110000')",
                  R"('\400')",
                  R"('\18')",
                  R"(b'\U000000ff')",
                  "1x",
                  "1int",
                  "0x",
                  "0X1F",
                  "1e",
                  "9223372036854775808",
                  "18446744073709551616u",
                  "0x10000000000000000",
                  "1uu",

                  "rb'a'.size()"});
}

TEST(Lists, MayEndInACommaAndCallsMayNot) {
    expect_true({"[1, 2,] == [1, 2]", "{1: 2,} == {1: 2}", "[,] == []", "{,} == {}"});
    expect_fault({"[,1]", "[,,]", "{,1: 2}", "size('a',)", "[1 2]", "{1}", "{1: }"});
}

TEST(Names, ThatAreReservedStandOnlyAfterADot) {
    expect_true({"{'while': 1}.while == 1", "has({'as': 1}.as)", "{'content-type': 1}.`content-type` == 1",
                 "{'a.b/c d': 1}.`a.b/c d` == 1", "!has({'a': 1}.`b-c`)"});
    EXPECT_EQ(run("a.package() || true"), "true");
    expect_fault({"while", "package(1)", "{'in': 1}.in", "{'true': 1}.true", "`a`", "x.`a(b`", "x.``", ".true"});
}

TEST(Comments, EndWithTheirLine) {
    EXPECT_EQ(come_to("1 // one\n + 2 // and two"), "3");
    EXPECT_EQ(come_to("\t1\f+\r\n2 "), "3");
}

TEST(Nesting, HoldsWhatTheSpecificationAsksForAndHasAnEnd) {
    const auto repeated = [](const std::string& part, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) all += part;
        return all;
    };
    EXPECT_EQ(come_to(repeated("(", 32) + "7" + repeated(")", 32)), "7");
    EXPECT_EQ(come_to(repeated("[", 24) + repeated("]", 24) + " == []"), "false");
    EXPECT_EQ(come_to(repeated("false ? 1 : ", 32) + "2"), "2");
    EXPECT_EQ(come_to("true" + repeated(" && true", 100)), "true");
    EXPECT_EQ(come_to("1 < 2" + repeated(" == true", 32)), "true");
    EXPECT_EQ(come_to(repeated("!", 33) + "true"), "false");
    EXPECT_THAT(come_to(repeated("[", 100) + repeated("]", 100)), testing::StartsWith("fault:"));
    EXPECT_THAT(come_to("1" + repeated(" + 1", 300)), testing::StartsWith("fault:"));
    EXPECT_THAT(come_to(repeated("(", 20) + "1" + repeated(repeated(" + 1", 30) + ")", 20)),
                testing::StartsWith("fault:"));
}

}  // namespace
}  // namespace paraat::rules::cel

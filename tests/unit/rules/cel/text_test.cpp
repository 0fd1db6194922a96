#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

TEST(Texts, AreMeasuredInCharacters) {
    expect_true({"size('\xF0\x9F\x98\x81') == 1", "'t\xC3\xA9l'.charAt(1) == '\xC3\xA9'", "'abc'.charAt(3) == ''",
                 "'\xC2\xA9\xCE\xB1T'.indexOf('T') == 2", "'\xC2\xA9\xCE\xB1T'.substring(1, 2) == '\xCE\xB1'",
                 "'\xC2\xA9\xCE\xB1T'.reverse() == 'T\xCE\xB1\xC2\xA9'"});
    expect_error({"'abc'.charAt(4)", "'abc'.charAt(-1)", "'abc'.substring(4)", "'abc'.substring(2, 1)",
                  "'abc'.substring(-1)", "'abc'.substring(0, 4)"});
}

TEST(Texts, AreSearchedFromEitherSide) {
    expect_true({"'hello mellow'.indexOf('') == 0", "'hello mellow'.indexOf('', 2) == 2",
                 "'hello mellow'.indexOf('ello', 2) == 7", "'hello mellow'.indexOf('ello', 20) == -1",
                 "'hello mellow'.lastIndexOf('') == 12", "'hello mellow'.lastIndexOf('ello') == 7",
                 "'hello mellow'.lastIndexOf('ello', 6) == 1", "'hello mellow'.lastIndexOf('ello', 20) == -1",
                 "'hello mellow'.lastIndexOf('jello') == -1", "''.indexOf('') == 0", "''.lastIndexOf('a') == -1"});
    expect_error({"'abc'.indexOf('a', -1)", "'abc'.lastIndexOf('a', -1)", "'abc'.indexOf(dyn(1))"});
}

TEST(Texts, AreReplacedSplitAndJoined) {
    expect_true({"'hello hello'.replace('he', 'we') == 'wello wello'",
                 "'hello hello'.replace('he', 'we', 1) == 'wello hello'", "'hello'.replace('l', '', 0) == 'hello'",
                 "'hello'.replace('l', 'L', -1) == 'heLLo'", "'ab'.replace('', '-') == '-a-b-'",
                 "'ab'.replace('', '-', 2) == '-a-b'", "'a b c'.split(' ') == ['a', 'b', 'c']",
                 "'a b c'.split(' ', 2) == ['a', 'b c']", "'a b c'.split(' ', 0) == []",
                 "'a b c'.split(' ', 1) == ['a b c']", "'abc'.split('') == ['a', 'b', 'c']",
                 "'abc'.split('', 2) == ['a', 'bc']", "''.split(',') == ['']", "''.split('') == []",
                 "['a', 'b'].join('-') == 'a-b'", "[].join('-') == ''", "['a', 'b'].join() == 'ab'"});
    expect_error({"[dyn(1)].join()", "'a'.split(dyn(1))", "'a'.replace('a', dyn(1))"});
}

TEST(Texts, LoseTheBlanksAroundThem) {
    expect_true(
        {"' \\t\\n\\v\\f\\r a b \\u0085\\u00a0\\u1680\\u2000\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'.trim() == 'a "
         "b'",
         "'\\u200ba\\u200b'.trim().size() == 3", "''.trim() == '' && '  '.trim() == ''"});
}

TEST(Texts, ChangeTheCaseOfAsciiAlone) {
    expect_true({"'TacoC\xC3\x86t'.lowerAscii() == 'tacoc\xC3\x86t'", "'taco\xC3\xA9'.upperAscii() == 'TACO\xC3\xA9'"});
}

TEST(Texts, AreQuotedSoThatTheyCanBeRead) {
    EXPECT_EQ(come_to(R"(strings.quote("a\a\b\f\n\r\t\v\\\"'"))"), R"("a\a\b\f\n\r\t\v\\\"'")");
    EXPECT_EQ(come_to("strings.quote('')"), "\"\"");
}

TEST(Texts, MatchPatternsAnywhere) {
    expect_true({"'hubba'.matches('ubb')", "matches('hubba', '^h.*a$')", "!'hubba'.matches('^ubb')",
                 "'\xC3\xA9'.matches('^.$')", "''.matches('')", "'a\\nb'.matches('a\\\\nb')"});
    expect_error({"'a'.matches('(')", "'a'.matches(dyn(1))", "'a'.matches('(?=a)')"});
}

TEST(Encoders, WriteAndReadBase64) {
    expect_true({"base64.decode('YR==') == b'a'", "'hello'.indexOf('', 20) == 20", "'hello'.lastIndexOf('', 20) == 20",
                 "base64.encode(b'hello') == 'aGVsbG8='", "base64.encode(b'') == ''",
                 "base64.decode('aGVsbG8') == b'hello'", "base64.decode('aGVsbG8=') == b'hello'",
                 "base64.decode(base64.encode(b'\\x00\\xff\\x10')) == b'\\x00\\xff\\x10'"});
    expect_error({"base64.decode('a')", "base64.decode('a*==')", "base64.decode('====')", "base64.encode(dyn('a'))"});
}

TEST(ListFunctions, GiveListsAnew) {
    expect_true({"lists.range(3) == [0, 1, 2]", "lists.range(-1) == []", "[1, 2, 2, 1u].distinct() == [1, 2]",
                 "[1, [2, [3]]].flatten() == [1, 2, [3]]", "[1, [2, [3]]].flatten(2) == [1, 2, 3]",
                 "[1, 2, 3].reverse() == [3, 2, 1]", "[1, 2, 3].slice(1, 3) == [2, 3]", "[3, 1, 2].sort() == [1, 2, 3]",
                 "['b', 'c', 'a'].sortBy(x, x) == ['a', 'b', 'c']", "[{'n': 2}, {'n': 1}].sortBy(x, x.n)[0].n == 1",
                 "sets.contains([1, 2.0], [1u, 2])", "sets.equivalent([1], [1, 1.0])", "!sets.intersects([1], [2])",
                 "[1, 2].first().value() == 1", "[1, 2].last().value() == 2", "![].last().hasValue()"});
    expect_error({"lists.range(100000)", "[1, 2].slice(1, 3)", "[1].slice(1, 0)", "[1, 'a'].sort()", "[[1]].sort()",
                  "[1].flatten(-1)"});
}

}  // namespace
}  // namespace paraat::rules::cel

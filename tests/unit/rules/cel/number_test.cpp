#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

TEST(Arithmetic, EndsWhereItsTypeDoes) {
    expect_error({"9223372036854775807 + 1", "-9223372036854775808 - 1", "9223372036854775807 * 2",
                  "-9223372036854775808 / -1", "-9223372036854775808 % -1", "-(-9223372036854775808)", "0u - 1u",
                  "18446744073709551615u + 1u", "9223372036854775808u * 2u", "1 / 0", "1 % 0", "1u / 0u", "1u % 0u"});
    expect_true({"-7 / 2 == -3", "-7 % 2 == -1", "7 % -2 == 1", "1.0 / 0.0 > 1e308", "-1.0 / 0.0 < -1e308",
                 "7u / 2u == 3u", "1e308 * 10.0 == 1.0 / 0.0"});
}

TEST(Arithmetic, IsOfOneTypeAtATime) {
    expect_error({"1 + dyn(1u)", "1 + dyn(1.0)", "dyn('a') + 1", "dyn(1.5) % 1.0", "-dyn(1u)", "-dyn('a')", "!dyn(1)",
                  "dyn([1]) + 1", "dyn(b'a') + 'a'", "dyn(null) + null"});
}

TEST(Conversions, OfNumbersAreRefusedOutOfRange) {
    expect_true({"int(3.9) == 3 && int(-3.9) == -3", "int(7u) == 7", "int('-12') == -12", "uint(3.9) == 3u",
                 "uint('12') == 12u", "double(3) == 3.0", "double('-1.5e3') == -1500.0",
                 "double('Infinity') == 1.0 / 0.0", "int(timestamp('1970-01-01T00:01:00.9Z')) == 60",
                 "double(1u) == 1.0", "dyn(1) == 1"});
    expect_error({"int(1e19)",
                  "int(9223372036854775807.0)",
                  "int(-9223372036854775808.0)",
                  "int(0.0 / 0.0)",
                  "int(18446744073709551615u)",
                  "uint(-1)",
                  "uint(-0.5)",
                  "uint(18446744073709551616.0)",
                  "int('1.5')",
                  "int('')",
                  "int(' 1')",
                  "int('9223372036854775808')",
                  "uint('-1')",
                  "double('x')",
                  "double('')",
                  "int(dyn(true))",
                  "int(dyn(null))",
                  "uint(dyn([]))",
                  "bool(dyn(1))",
                  "double(dyn(b''))"});
}

TEST(Conversions, OfTruthTakeAFewWords) {
    expect_true({"bool('1') && bool('t') && bool('T') && bool('true') && bool('TRUE') && bool('True')",
                 "!(bool('0') || bool('f') || bool('F') || bool('false') || bool('FALSE') || bool('False'))"});
    expect_error({"bool('TrUe')", "bool('yes')", "bool('')"});
}

TEST(Conversions, ToTextReadBackAsTheSame) {
    expect_true({"string(true) == 'true'", "string(-7) == '-7'", "string(7u) == '7'", "string(1.5) == '1.5'",
                 "string(100.0) == '100'", "string(-0.0045) == '-0.0045'", "string(1e21) == '1e+21'",
                 "string(1e-7) == '1e-07'", "string(123456789.125) == '123456789.125'", "string(b'abc') == 'abc'",
                 "string(duration('1h1ms')) == '3600.001s'", "string('a') == 'a'",
                 "string(timestamp(0)) == '1970-01-01T00:00:00Z'", "bytes('abc') == b'abc'", "bytes(b'a') == b'a'"});
    expect_error({"string(b'\\xff')", "string(b'\\xc0\\x80')", "string(b'\\xed\\xa0\\x80')", "string(dyn(null))",
                  "string(dyn([]))", "bytes(dyn(1))"});
}

TEST(Math, FindsTheGreatestAndTheLeastOfAnyNumbers) {
    expect_true({"math.greatest(1) == 1", "math.greatest(1, 2u, 2.5) == 2.5", "math.least([3, 1, 2]) == 1",
                 "type(math.greatest(1, dyn(1u))) == int", "math.least(-1, 1u) == -1",
                 "math.greatest([dyn(1), dyn(2u)]) == 2u", "math.least(1.0 / 0.0, 5) == 5"});
    expect_error({"math.greatest([])", "math.least(dyn('a'))", "math.greatest([1, 'a'])", "math.least(dyn([[]]))",
                  "math.greatest()"});
}

TEST(Math, RoundsAndLooksAtDoubles) {
    expect_true({"math.ceil(1.2) == 2.0 && math.floor(-1.2) == -2.0",
                 "math.round(2.5) == 3.0 && math.round(-2.5) == -3.0", "math.trunc(-1.9) == -1.0",
                 "math.isNaN(math.round(0.0 / 0.0))", "math.isInf(math.ceil(1.0 / 0.0))",
                 "math.isFinite(1.5) && !math.isFinite(0.0 / 0.0)", "!math.isNaN(1.0)", "math.sqrt(81) == 9.0",
                 "math.isNaN(math.sqrt(-15.0))"});
    expect_error({"math.ceil(dyn(1))", "math.isInf(dyn('a'))", "math.round(dyn(1u))"});
}

TEST(Math, KnowsSignsAndBits) {
    expect_true({"math.abs(-5) == 5 && math.abs(-5.5) == 5.5 && math.abs(5u) == 5u",
                 "math.sign(-5) == -1 && math.sign(0) == 0 && math.sign(2.5) == 1.0 && math.sign(7u) == 1u",
                 "math.isNaN(math.sign(0.0 / 0.0))", "math.bitAnd(5, 3) == 1 && math.bitOr(5u, 2u) == 7u",
                 "math.bitXor(3, 5) == 6 && math.bitNot(0u) == 18446744073709551615u", "math.bitShiftLeft(-1, 1) == -2",
                 "math.bitShiftLeft(1, 64) == 0", "math.bitShiftRight(-1, 63) == 1",
                 "math.bitShiftRight(-1, 64) == 0"});
    expect_error({"math.abs(-9223372036854775808)", "math.bitShiftLeft(1, -1)", "math.bitShiftRight(1u, -1)",
                  "math.bitAnd(1, dyn(1u))", "math.bitNot(dyn(1.0))", "math.bitShiftLeft(1, dyn(1u))"});
}

}  // namespace
}  // namespace paraat::rules::cel

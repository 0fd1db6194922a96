#include "tests/unit/rules/cel/expression.hpp"

namespace paraat::rules::cel {
namespace {

TEST(Durations, AreReadInAnyUnits) {
    expect_true({"duration('1h30m') == duration('90m')", "duration('-1.5h') == duration('-90m')",
                 "duration('0') == duration('0s')", "duration('1ms') == duration('1000us')",
                 "duration('1us') == duration('1000ns')", "duration('1h34us') > duration('1h')",
                 "duration('+5s') == duration('5s')", "duration('.5s') == duration('500ms')",
                 "duration('1.s') == duration('1s')", "duration(duration('1s')) == duration('1s')",
                 "type(duration('1s')) == google.protobuf.Duration",
                 "duration('9223372036854775807ns') > duration('0')",
                 "duration('-9223372036854775808ns') < duration('0')"});
    expect_error({"duration('')", "duration('1')", "duration('-')", "duration('1d')", "duration('s')",
                  "duration('1h 30m')", "duration('.s')", "duration('1..5s')", "duration('1e3s')",
                  "duration('9223372036854775808ns')", "duration('320000000000s')", "duration('-320000000000s')",
                  "duration('99999999999999999999999s')"});
}

TEST(Durations, SayThemselvesInSeconds) {
    expect_true({"string(duration('1h')) == '3600s'", "string(duration('-1.5s')) == '-1.5s'",
                 "string(duration('-0.25s')) == '-0.25s'", "string(duration('1ns')) == '0.000000001s'",
                 "string(duration('0')) == '0s'"});
}

TEST(Durations, AreTakenApart) {
    expect_true({"duration('3h10m').getHours() == 3", "duration('1h30m').getMinutes() == 90",
                 "duration('1m30s').getSeconds() == 90", "duration('1.234s').getMilliseconds() == 234",
                 "duration('-90m').getHours() == -1"});
    expect_error({"dyn(duration('1h')).getDate()", "dyn(duration('1h')).getHours('UTC')"});
}

TEST(Timestamps, AreReadAndSaidAsInRfc3339) {
    expect_true({"string(timestamp('2009-02-13T23:31:30.5Z')) == '2009-02-13T23:31:30.5Z'",
                 "string(timestamp('2009-02-13T23:31:30+02:00')) == '2009-02-13T21:31:30Z'",
                 "timestamp('0001-01-01T00:00:00Z') < timestamp('9999-12-31T23:59:59.999999999Z')",
                 "string(timestamp('0001-01-01T00:00:00Z')) == '0001-01-01T00:00:00Z'",
                 "timestamp(0) == timestamp('1970-01-01T00:00:00Z')", "timestamp(timestamp(1)) == timestamp(1)",
                 "type(timestamp(0)) == google.protobuf.Timestamp", "int(timestamp('1969-12-31T23:59:59Z')) == -1",
                 "timestamp('2024-02-29T00:00:00Z').getDate() == 29"});
    expect_error({"timestamp('')", "timestamp('2009-02-13')", "timestamp('2009-02-13T23:31:30')",
                  "timestamp('2009-02-30T00:00:00Z')", "timestamp('2009-13-01T00:00:00Z')",
                  "timestamp('2023-02-29T00:00:00Z')", "timestamp('2009-02-13T24:00:00Z')",
                  "timestamp('2009-02-13T23:60:00Z')", "timestamp('2009-02-13 23:31:30Z')",
                  "timestamp('2009-02-13T23:31:30.Z')", "timestamp('2009-02-13T23:31:30+24:00')",
                  "timestamp('0000-01-01T00:00:00Z')", "timestamp('10000-01-01T00:00:00Z')",
                  "timestamp('0001-01-01T00:00:00+01:00')", "timestamp(253402300800)", "timestamp(-62135596801)"});
}

TEST(Timestamps, AreCountedWithToTheNanosecond) {
    expect_true({"timestamp(0) + duration('1ns') - duration('1ns') == timestamp(0)",
                 "duration('1h') + timestamp(0) == timestamp(3600)", "timestamp(3600) - timestamp(0) == duration('1h')",
                 "timestamp(0) - duration('1ns') < timestamp(0)", "duration('1s') - duration('2s') == duration('-1s')",
                 "timestamp('0001-01-01T00:00:00.999999999Z') + duration('1ns') == timestamp('0001-01-01T00:00:01Z')"});
    expect_error({"timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns')",
                  "timestamp('0001-01-01T00:00:00Z') - duration('1ns')",
                  "timestamp('9999-01-01T00:00:00Z') - timestamp('0001-01-01T00:00:00Z')",
                  "duration('2562047h') + duration('2562047h')", "duration('-2562047h') - duration('2562047h')",
                  "dyn(timestamp(0)) + timestamp(0)"});
}

TEST(Timestamps, ShowCalendarAndClock) {
    expect_true(
        {"timestamp('2023-12-25T12:30:45.678Z').getFullYear() == 2023",
         "timestamp('2023-12-25T12:30:45Z').getMonth() == 11", "timestamp('2023-12-25T12:30:45Z').getDate() == 25",
         "timestamp('2023-12-25T12:30:45Z').getDayOfMonth() == 24",
         "timestamp('2023-12-25T12:30:45Z').getDayOfWeek() == 1",
         "timestamp('2023-12-31T12:30:45Z').getDayOfWeek() == 0",
         "timestamp('2023-12-25T12:30:45Z').getDayOfYear() == 358",
         "timestamp('2023-12-25T12:30:45Z').getHours() == 12", "timestamp('2023-12-25T12:30:45Z').getMinutes() == 30",
         "timestamp('2023-12-25T12:30:45Z').getSeconds() == 45",
         "timestamp('2023-12-25T12:30:45.678Z').getMilliseconds() == 678",
         "timestamp('1969-12-31T23:59:59Z').getSeconds() == 59"});
}

TEST(Timestamps, ShowThemInAnyZone) {
    expect_true({"timestamp('2023-12-25T00:00:00Z').getDate('America/Los_Angeles') == 24",
                 "timestamp('2009-02-13T23:31:30Z').getHours('+11:00') == 10",
                 "timestamp('2009-02-13T23:31:30Z').getHours('02:00') == 1",
                 "timestamp('2009-02-13T02:00:00Z').getDate('-02:30') == 12",
                 "timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu') == 16",
                 "timestamp('2009-02-13T23:31:30Z').getHours('UTC') == 23",
                 "timestamp('2023-07-01T12:00:00Z').getHours('Europe/Amsterdam') == 14",
                 "timestamp('2023-01-01T12:00:00Z').getHours('Europe/Amsterdam') == 13",
                 "timestamp('2099-07-01T12:00:00Z').getHours('Europe/Amsterdam') == 14",
                 "timestamp('2023-12-25T00:00:00.5Z').getMilliseconds('CET') == 500"});
    expect_error({"timestamp(0).getHours('Mars/Olympus')", "timestamp(0).getHours('')",
                  "timestamp(0).getHours('../../etc/passwd')", "timestamp(0).getHours('+1:00')",
                  "timestamp(0).getHours('+24:00')", "timestamp(0).getHours('+01:60')",
                  "timestamp(0).getMilliseconds('Mars')", "timestamp(0).getHours(dyn(1))"});
}

}  // namespace
}  // namespace paraat::rules::cel

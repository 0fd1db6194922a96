#include <gtest/gtest.h>

#include "hub/rules/cel/zone_file.hpp"

namespace paraat::rules::cel {
namespace {

constexpr std::int64_t january = 1'735'732'800;  // 2025-01-01T12:00:00Z
constexpr std::int64_t july = 1'751'371'200;     // 2025-07-01T12:00:00Z

std::int64_t offset_by(const char* rule, std::int64_t at) {
    const auto read = YearlyRule::read(rule);
    return read ? read->offset_at(at) : -1;
}

TEST(YearlyRule, TellsSummerFromWinterOnBothHemispheres) {
    EXPECT_EQ(offset_by("CET-1CEST,M3.5.0,M10.5.0/3", january), 3'600);
    EXPECT_EQ(offset_by("CET-1CEST,M3.5.0,M10.5.0/3", july), 7'200);
    EXPECT_EQ(offset_by("AEST-10AEDT,M10.1.0,M4.1.0/3", january), 39'600);
    EXPECT_EQ(offset_by("AEST-10AEDT,M10.1.0,M4.1.0/3", july), 36'000);
    EXPECT_EQ(offset_by("<+0545>-5:45", july), 20'700);
    EXPECT_EQ(offset_by("EST5EDT,M3.2.0,M11.1.0", july), -14'400);
    EXPECT_EQ(offset_by("XXX3YYY,J60/0,300", july), -7'200);
}

TEST(YearlyRule, ChangesAtItsHour) {
    constexpr std::int64_t change = 1'743'296'400;  // 2025-03-30T01:00:00Z
    EXPECT_EQ(offset_by("CET-1CEST,M3.5.0,M10.5.0/3", change - 1), 3'600);
    EXPECT_EQ(offset_by("CET-1CEST,M3.5.0,M10.5.0/3", change), 7'200);
}

TEST(YearlyRule, ThatIsNoneIsRefused) {
    for (const char* rule :
         {"", "5", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "<CET-1", "CET-1,M3"}) {
        EXPECT_FALSE(YearlyRule::read(rule).has_value()) << rule;
    }
}

TEST(ZoneFile, ThatIsNoneIsRefused) {
    EXPECT_EQ(ZoneFile::parse(""), nullptr);
    EXPECT_EQ(ZoneFile::parse(std::string(100, 'x')), nullptr);
    EXPECT_EQ(ZoneFile::parse("TZif2" + std::string(39, '\xff')), nullptr);
    EXPECT_EQ(ZoneFile::parse("TZif2" + std::string(39, '\0') + "TZif2" + std::string(39, '\xff')), nullptr);
    for (const char* name :
         {"no/such", "right/UTC", "posix/UTC", "localtime", "posixrules", "Factory", "Europe//Paris"}) {
        EXPECT_EQ(ZoneFile::read(name), nullptr) << name;
    }
}

}  // namespace
}  // namespace paraat::rules::cel

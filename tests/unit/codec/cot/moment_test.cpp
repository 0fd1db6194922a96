#include "hub/codec/cot/moment.hpp"

#include <gtest/gtest.h>

#include "hub/codec/cot/number.hpp"

namespace paraat::codec::cot {
namespace {

std::int64_t ms(std::string_view text) {
    const auto moment = read_moment(text);
    return moment ? moment->at.ms : -1;
}

TEST(CotMoment, HasAFractionOfAnyDigits) {
    EXPECT_EQ(ms("2020-02-12T13:16:07Z"), 1'581'513'367'000);
    EXPECT_EQ(ms("2020-02-12T13:16:07.5Z"), 1'581'513'367'500);
    EXPECT_EQ(ms("2020-02-12T13:16:07.00Z"), 1'581'513'367'000);
    EXPECT_EQ(ms("2020-02-12T13:16:07.123456789Z"), 1'581'513'367'123);
}

TEST(CotMoment, IsInAnyZoneAndInUtcWithoutOne) {
    EXPECT_EQ(ms("2020-02-12T14:16:07+01:00"), ms("2020-02-12T13:16:07Z"));
    EXPECT_EQ(ms("2020-02-12T08:46:07-0430"), ms("2020-02-12T13:16:07Z"));
    EXPECT_EQ(ms("2020-02-12T13:16:07"), ms("2020-02-12T13:16:07Z"));
    EXPECT_TRUE(read_moment("2020-02-12T13:16:07")->is_without_zone);
    EXPECT_FALSE(read_moment("2020-02-12T13:16:07Z")->is_without_zone);
}

TEST(CotMoment, IsNoneWhereItIsNoTime) {
    for (const char* wrong :
         {"", "now", "2020-02-30T00:00:00Z", "2020-13-01T00:00:00Z", "2020-01-01T24:00:00Z", "2020-01-01T00:00:00.Z",
          "2020-01-01T00:00:00Zx", "1969-12-31T23:59:59Z", "2020-01-01", "1581513367", "2020-01-01T00:00:00+"}) {
        EXPECT_EQ(ms(wrong), -1) << wrong;
    }
}

TEST(CotMoment, ReadsAsItIsWritten) {
    EXPECT_EQ(written_moment(Instant{1'581'513'367'005}), "2020-02-12T13:16:07.005Z");
    for (const std::int64_t at : {std::int64_t{0}, std::int64_t{951'782'400'001}, std::int64_t{253'402'300'799'999}}) {
        EXPECT_EQ(ms(written_moment(Instant{at})), at);
    }
    EXPECT_EQ(written_moment(never), "9999-12-31T23:59:59.999Z");
}

TEST(CotNumber, ReadsAsItIsWritten) {
    for (const double value : {0.0, -0.5, 52.3676, 1e-300, 1e300, 9'999'999.0, -4919.1}) {
        EXPECT_EQ(read_decimal(written_decimal(value)), value);
    }
    EXPECT_EQ(written_decimal(3), "3.0");
    EXPECT_EQ(read_decimal(" +41.12 "), 41.12);
    EXPECT_FALSE(read_decimal("41,12"));
    EXPECT_FALSE(read_decimal("++1"));
    EXPECT_FALSE(read_decimal(""));
}

}  // namespace
}  // namespace paraat::codec::cot

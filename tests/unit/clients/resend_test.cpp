#include "clients/sdk/resend.hpp"

#include <gtest/gtest.h>

namespace paraat::sdk {
namespace {

TEST(ResendAfter, WaitsOneToTwoSecondsFirst) {
    EXPECT_EQ(resend_after(0, 0), Milliseconds{1'000});
    EXPECT_EQ(resend_after(0, 1U << 31), Milliseconds{1'500});
    EXPECT_EQ(resend_after(0, UINT32_MAX), Milliseconds{1'999});
}

TEST(ResendAfter, DoublesWithEachTry) {
    EXPECT_EQ(resend_after(1, 0), Milliseconds{2'000});
    EXPECT_EQ(resend_after(1, UINT32_MAX), Milliseconds{3'999});
    EXPECT_EQ(resend_after(2, UINT32_MAX), Milliseconds{7'999});
    EXPECT_EQ(resend_after(3, UINT32_MAX), Milliseconds{15'999});
}

TEST(ResendAfter, StaysBelowThirtySecondsForEver) {
    for (const int tries : {4, 5, 100, INT32_MAX}) {
        EXPECT_EQ(resend_after(tries, 0), Milliseconds{15'000}) << tries;
        EXPECT_EQ(resend_after(tries, UINT32_MAX), Milliseconds{29'999}) << tries;
    }
}

TEST(ResendAfter, WaitsAsLongAsALineNeedsAtLeast) {
    EXPECT_EQ(resend_after(0, 0, {.first = Milliseconds{600'000}}), Milliseconds{300'000});
    EXPECT_EQ(resend_after(100, UINT32_MAX, {.first = Milliseconds{600'000}}), Milliseconds{599'999});
    EXPECT_EQ(resend_after(1, 0, {.first = Milliseconds{8'000}, .most = Milliseconds{10'000}}), Milliseconds{5'000});
}

TEST(Spread, IsASecondAtMost) {
    EXPECT_EQ(spread(0), Milliseconds{0});
    EXPECT_EQ(spread(1U << 31), Milliseconds{500});
    EXPECT_EQ(spread(UINT32_MAX), Milliseconds{999});
}

}  // namespace
}  // namespace paraat::sdk

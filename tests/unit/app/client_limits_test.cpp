#include "hub/app/client_limits.hpp"

#include <gtest/gtest.h>

namespace paraat::app {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{1'763'940'000'000};

ClientLimits limits_of(std::int64_t rate, std::int64_t burst) {
    HubConfig::Limits limits;
    limits.client_rate = rate;
    limits.client_burst = burst;
    return ClientLimits(limits);
}

core::ClientName client(std::size_t number) {
    return core::ClientName{"client-" + std::to_string(number)};
}

TEST(ClientLimits, HoldBackWhatComesAfterTheBurst) {
    ClientLimits limits = limits_of(4, 2);
    EXPECT_FALSE(limits.hold_back(client(1), start));
    EXPECT_FALSE(limits.hold_back(client(1), start));
    EXPECT_EQ(limits.hold_back(client(1), start), 250ms);
    EXPECT_EQ(limits.hold_back(client(1), start + 249ms), 1ms);
    EXPECT_FALSE(limits.hold_back(client(1), start + 250ms));
}

TEST(ClientLimits, AreEachClientsOwn) {
    ClientLimits limits = limits_of(1, 1);
    EXPECT_FALSE(limits.hold_back(client(1), start));
    EXPECT_TRUE(limits.hold_back(client(1), start));
    EXPECT_FALSE(limits.hold_back(client(2), start));
}

TEST(ClientLimits, OfRateNoneHoldNothingBack) {
    ClientLimits limits = limits_of(0, 1);
    for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(limits.hold_back(client(1), start));
    EXPECT_EQ(limits.remembered(), 0U);
}

TEST(ClientLimits, AsShippedLetAReplayOfAHundredThousandReportsThrough) {
    ClientLimits limits{HubConfig::Limits{}};
    for (int i = 0; i < 100'000; ++i) ASSERT_FALSE(limits.hold_back(client(1), start));
    EXPECT_EQ(limits.hold_back(client(1), start), 1ms);
}

TEST(ClientLimits, ForgetClientsThatHaveTheirWholeBurstAgain) {
    ClientLimits limits = limits_of(1, 5);
    for (std::size_t i = 0; i < ClientLimits::clients_most; ++i) limits.hold_back(client(i), start);
    while (!limits.hold_back(client(0), start)) {
    }
    EXPECT_FALSE(limits.hold_back(client(ClientLimits::clients_most), start + 1s));
    EXPECT_EQ(limits.remembered(), 2U);
    EXPECT_FALSE(limits.hold_back(client(0), start + 1s));
    EXPECT_TRUE(limits.hold_back(client(0), start + 1s));
}

TEST(ClientLimits, NeverRememberMoreClientsThanTheyMay) {
    ClientLimits limits = limits_of(1, 5);
    for (std::size_t i = 0; i < 3 * ClientLimits::clients_most; ++i) {
        limits.hold_back(client(i), start);
        ASSERT_LE(limits.remembered(), ClientLimits::clients_most);
    }
}

}  // namespace
}  // namespace paraat::app

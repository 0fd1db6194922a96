#include "hub/app/client_limits.hpp"

#include <gtest/gtest.h>

namespace paraat::app {
namespace {

using namespace std::chrono_literals;

constexpr Instant opening{1'763'940'000'000};

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
    EXPECT_FALSE(limits.hold_back(client(1), opening));
    EXPECT_FALSE(limits.hold_back(client(1), opening));
    EXPECT_EQ(limits.hold_back(client(1), opening), 250ms);
    EXPECT_EQ(limits.hold_back(client(1), opening + 249ms), 1ms);
    EXPECT_FALSE(limits.hold_back(client(1), opening + 250ms));
}

TEST(ClientLimits, AreEachClientsOwn) {
    ClientLimits limits = limits_of(1, 1);
    EXPECT_FALSE(limits.hold_back(client(1), opening));
    EXPECT_TRUE(limits.hold_back(client(1), opening));
    EXPECT_FALSE(limits.hold_back(client(2), opening));
}

TEST(ClientLimits, OfRateNoneHoldNothingBack) {
    ClientLimits limits = limits_of(0, 1);
    for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(limits.hold_back(client(1), opening));
    EXPECT_EQ(limits.remembered(), 0U);
}

TEST(ClientLimits, AsShippedLetAReplayOfAHundredThousandReportsThrough) {
    ClientLimits limits{HubConfig::Limits{}};
    for (int i = 0; i < 100'000; ++i) ASSERT_FALSE(limits.hold_back(client(1), opening));
    EXPECT_EQ(limits.hold_back(client(1), opening), 1ms);
}

TEST(ClientLimits, ForgetClientsThatHaveTheirWholeBurstAgain) {
    ClientLimits limits = limits_of(1, 5);
    for (std::size_t i = 0; i < ClientLimits::clients_most; ++i) limits.hold_back(client(i), opening);
    while (!limits.hold_back(client(0), opening)) {
    }
    EXPECT_FALSE(limits.hold_back(client(ClientLimits::clients_most), opening + 1s));
    EXPECT_EQ(limits.remembered(), 2U);
    EXPECT_FALSE(limits.hold_back(client(0), opening + 1s));
    EXPECT_TRUE(limits.hold_back(client(0), opening + 1s));
}

TEST(ClientLimits, NeverRememberMoreClientsThanTheyMay) {
    ClientLimits limits = limits_of(1, 5);
    for (std::size_t i = 0; i < 3 * ClientLimits::clients_most; ++i) {
        limits.hold_back(client(i), opening);
        ASSERT_LE(limits.remembered(), ClientLimits::clients_most);
    }
}

}  // namespace
}  // namespace paraat::app

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
    limits.client_bytes = 0;
    return ClientLimits(limits);
}

core::ClientName client(std::size_t number) {
    return core::ClientName{"client-" + std::to_string(number)};
}

TEST(ClientLimits, HoldBackWhatComesAfterTheBurst) {
    ClientLimits limits = limits_of(4, 2);
    EXPECT_FALSE(limits.hold_back(client(1), 300, opening));
    EXPECT_FALSE(limits.hold_back(client(1), 300, opening));
    EXPECT_EQ(limits.hold_back(client(1), 300, opening), 250ms);
    EXPECT_EQ(limits.hold_back(client(1), 300, opening + 249ms), 1ms);
    EXPECT_FALSE(limits.hold_back(client(1), 300, opening + 250ms));
}

TEST(ClientLimits, AreEachClientsOwn) {
    ClientLimits limits = limits_of(1, 1);
    EXPECT_FALSE(limits.hold_back(client(1), 300, opening));
    EXPECT_TRUE(limits.hold_back(client(1), 300, opening));
    EXPECT_FALSE(limits.hold_back(client(2), 300, opening));
}

TEST(ClientLimits, OfRateNoneHoldNothingBack) {
    ClientLimits limits = limits_of(0, 1);
    for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(limits.hold_back(client(1), 300, opening));
    EXPECT_EQ(limits.remembered(), 0U);
}

TEST(ClientLimits, AsShippedLetAReplayOfAHundredThousandReportsThrough) {
    ClientLimits limits{HubConfig::Limits{}};
    for (int i = 0; i < 100'000; ++i) ASSERT_FALSE(limits.hold_back(client(1), 300, opening));
    EXPECT_EQ(limits.hold_back(client(1), 300, opening), 1ms);
}

TEST(ClientLimits, ForgetClientsThatHaveTheirWholeBurstAgain) {
    ClientLimits limits = limits_of(1, 5);
    for (std::size_t i = 0; i < ClientLimits::clients_most; ++i) limits.hold_back(client(i), 300, opening);
    while (!limits.hold_back(client(0), 300, opening)) {
    }
    EXPECT_FALSE(limits.hold_back(client(ClientLimits::clients_most), 300, opening + 1s));
    EXPECT_EQ(limits.remembered(), 2U);
    EXPECT_FALSE(limits.hold_back(client(0), 300, opening + 1s));
    EXPECT_TRUE(limits.hold_back(client(0), 300, opening + 1s));
}

TEST(ClientLimits, NeverRememberMoreClientsThanTheyMay) {
    ClientLimits limits = limits_of(1, 5);
    for (std::size_t i = 0; i < 3 * ClientLimits::clients_most; ++i) {
        limits.hold_back(client(i), 300, opening);
        ASSERT_LE(limits.remembered(), ClientLimits::clients_most);
    }
}

ClientLimits limits_of_bytes(std::int64_t rate, std::int64_t burst) {
    HubConfig::Limits limits;
    limits.client_rate = 0;
    limits.client_bytes = rate;
    limits.client_bytes_burst = burst;
    return ClientLimits(limits);
}

TEST(ClientLimits, CountBytesBesideInputs) {
    ClientLimits limits = limits_of_bytes(1'000, 1'000);
    EXPECT_FALSE(limits.hold_back(client(1), 600, opening));
    EXPECT_EQ(limits.hold_back(client(1), 600, opening), 200ms);
    EXPECT_FALSE(limits.hold_back(client(1), 400, opening)) << "what was put off took nothing";
    EXPECT_FALSE(limits.hold_back(client(2), 1'000, opening));
    EXPECT_FALSE(limits.hold_back(client(1), 600, opening + 600ms));
}

TEST(ClientLimits, TakeNoInputOfAClientWhoseBytesAreSpent) {
    HubConfig::Limits given;
    given.client_rate = given.client_burst = 1;
    given.client_bytes = given.client_bytes_burst = 1'000;
    ClientLimits limits(given);
    EXPECT_FALSE(limits.hold_back(client(1), 1'000, opening));
    EXPECT_TRUE(limits.hold_back(client(1), 1'000, opening + 999ms));
    EXPECT_FALSE(limits.hold_back(client(1), 1'000, opening + 1s)) << "its input was still there";
}

TEST(ClientLimits, OfAMessageAreThoseOfWhoSendsIt) {
    HubConfig::Limits limits;
    limits.device_message = 5'000;
    limits.person_message = 6'000;
    limits.partner_message = 7'000;
    core::Account unit, desk, outside;
    unit.is_unit = true;
    outside.is_outside = true;
    EXPECT_EQ(message_most_of(&unit, limits), 5'000U);
    EXPECT_EQ(message_most_of(&desk, limits), 6'000U);
    EXPECT_EQ(message_most_of(&outside, limits), 7'000U);
    EXPECT_EQ(message_most_of(nullptr, limits), 7'000U);
}

}  // namespace
}  // namespace paraat::app

#include "hub/codec/meshtastic/seen_packets.hpp"

#include <gmock/gmock.h>

namespace paraat::codec::meshtastic {
namespace {

constexpr Instant start{1'700'000'000'000};

Packet packet(std::uint32_t from, std::optional<std::uint32_t> id, std::optional<double> rssi = {}) {
    Packet made;
    made.from = NodeId{from};
    made.id = id;
    made.rssi_dbm = rssi;
    return made;
}

TEST(SeenPackets, TakesOnePacketOfSeveralGatewaysOnce) {
    SeenPackets seen;
    EXPECT_EQ(seen.see(packet(1, 7, -90), start), Sighting::first);
    EXPECT_EQ(seen.see(packet(1, 7, -95), start), Sighting::repeat);
    EXPECT_EQ(seen.see(packet(1, 7), start), Sighting::repeat);
    EXPECT_EQ(seen.see(packet(1, 7, -60), start), Sighting::better_repeat);
    EXPECT_EQ(seen.see(packet(1, 7, -70), start), Sighting::repeat);
    EXPECT_EQ(seen.see(packet(2, 7), start), Sighting::first);
    EXPECT_EQ(seen.see(packet(1, 8), start), Sighting::first);
}

TEST(SeenPackets, AnyGatewayThatMeasuresIsBetterThanNone) {
    SeenPackets seen;
    EXPECT_EQ(seen.see(packet(1, 7), start), Sighting::first);
    EXPECT_EQ(seen.see(packet(1, 7, -120), start), Sighting::better_repeat);
}

TEST(SeenPackets, ForgetsAPacketTenMinutesAfterItWasFirstSeen) {
    SeenPackets seen;
    const Milliseconds span = SeenPackets::remembered_for;
    EXPECT_EQ(seen.see(packet(1, 7), start), Sighting::first);
    EXPECT_EQ(seen.see(packet(1, 7), start + span - Milliseconds{1}), Sighting::repeat);
    EXPECT_EQ(seen.see(packet(1, 7), start + span), Sighting::first);
    EXPECT_EQ(seen.size(), 1U);
}

TEST(SeenPackets, ForgetsTheOldestOfTooMany) {
    SeenPackets seen;
    const auto most = static_cast<std::uint32_t>(SeenPackets::packets_most);
    for (std::uint32_t id = 0; id <= most; ++id) EXPECT_EQ(seen.see(packet(1, id), start), Sighting::first);
    EXPECT_EQ(seen.size(), SeenPackets::packets_most);
    EXPECT_EQ(seen.see(packet(1, most), start), Sighting::repeat);
    EXPECT_EQ(seen.see(packet(1, 0), start), Sighting::first);
}

TEST(SeenPackets, WithoutANumberAreNeverTheSame) {
    SeenPackets seen;
    EXPECT_EQ(seen.see(packet(1, {}), start), Sighting::first);
    EXPECT_EQ(seen.see(packet(1, {}), start), Sighting::first);
    EXPECT_EQ(seen.size(), 0U);
}

}  // namespace
}  // namespace paraat::codec::meshtastic

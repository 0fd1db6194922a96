#include "hub/codec/meshtastic/reader.hpp"

#include <gmock/gmock.h>

namespace paraat::codec::meshtastic {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Reading taken(const std::string& payload) {
    auto reading = read(payload);
    EXPECT_TRUE(reading) << payload << ": " << reading.error().message;
    return reading.value();
}

Reading typed(const std::string& type, const std::string& payload) {
    return taken(R"({"id":7,"from":1,"to":4294967295,"type":")" + type + R"(","payload":)" + payload + "}");
}

template <class Kind>
Kind part(const std::string& type, const std::string& payload) {
    return std::get<Kind>(typed(type, payload).packet.payload);
}

TEST(MeshtasticPacket, TellsAuthorGatewayAndHowItWasHeard) {
    const Reading reading = taken(
        R"({"id":3702202712,"from":2130636288,"to":4294967295,"channel":1,"sender":"!0fd8badc","timestamp":1700000000,)"
        R"("rssi":-26,"snr":9.75,"hop_start":3,"hops_away":0,"type":"text","payload":{"text":"hi"}})");
    const Packet& packet = reading.packet;
    EXPECT_THAT(reading.degraded, IsEmpty());
    EXPECT_THAT(reading.ignored, IsEmpty());
    EXPECT_EQ(text_of(packet.from), "!7efeee00");
    EXPECT_EQ(packet.to, everybody);
    EXPECT_EQ(packet.id, 3'702'202'712U);
    EXPECT_EQ(packet.gateway, NodeId{0x0fd8badc});
    EXPECT_EQ(packet.received_at, Instant{1'700'000'000'000});
    EXPECT_EQ(packet.snr_db, 9.75);
    EXPECT_EQ(packet.payload, Payload(Text{"hi"}));
}

TEST(MeshtasticPacket, OfOldFirmwareHasSignedNumbers) {
    const Reading reading =
        taken(R"({"from":-1277786198,"id":-2034113244,"to":-1,"timestamp":0,"type":"text","payload":{"text":"T"}})");
    EXPECT_EQ(text_of(reading.packet.from), "!b3d687aa");
    EXPECT_EQ(reading.packet.id, 2'260'854'052U);
    EXPECT_EQ(reading.packet.to, everybody);
    EXPECT_EQ(reading.packet.received_at, std::nullopt);
    EXPECT_THAT(reading.degraded, IsEmpty());
}

TEST(MeshtasticPacket, OfNobodyIsRefused) {
    for (const char* text : {"{}", R"({"from":"me"})", R"({"from":4294967296})", R"({"from":null})"}) {
        EXPECT_EQ(read(text).error(), (Error{"bad_value", "from", "from must be the number of a node"})) << text;
    }
    for (const char* text : {"", "[]", "7", "online", "{\"from\":NaN}", "\x0a\x05"}) {
        EXPECT_EQ(read(text).error().code, "unreadable") << text;
    }
}

TEST(MeshtasticPacket, WithoutATypeIsTakenAsUnknown) {
    const Reading empty = taken(R"({"id":7,"from":1,"type":""})");
    EXPECT_EQ(empty.packet.payload, Payload(Unknown{}));
    EXPECT_EQ(empty.degraded.size(), 1U);
    EXPECT_EQ(part<Unknown>("rangetest", R"([1,{"a":2}])"), (Unknown{"rangetest", R"([1,{"a":2}])"}));
}

TEST(MeshtasticText, ThatIsItselfJsonIsThatText) {
    EXPECT_EQ(part<Text>("text", "42").text, "42");
    EXPECT_EQ(part<Text>("text", "true").text, "true");
    EXPECT_EQ(part<Text>("text", R"("quoted")").text, "quoted");
    EXPECT_EQ(part<Text>("text", R"({"a":[1]})").text, R"({"a":[1]})");
}

TEST(MeshtasticPosition, IsExactAndScaled) {
    const auto position = part<Position>(
        "position",
        R"({"latitude_i":589257621,"longitude_i":248633915,"altitude":85,"time":1700000000,"timestamp":1700000001,)"
        R"("ground_speed":4,"ground_track":18212000,"sats_in_view":9,"PDOP":190,"precision_bits":32})");
    EXPECT_EQ(position.position, (core::Position{589'257'621, 248'633'915}));
    EXPECT_EQ(position.ground_track, 182.12);
    EXPECT_EQ(position.pdop, 1.9);
    EXPECT_EQ(position.at, Instant{1'700'000'000'000});
}

TEST(MeshtasticPosition, IsAbsentAtZeroZeroAndOutsideTheEarth) {
    const Reading zero = typed("position", R"({"latitude_i":0,"longitude_i":0})");
    EXPECT_FALSE(std::get<Position>(zero.packet.payload).position);
    EXPECT_THAT(zero.degraded,
                ElementsAre(Remark{"payload.latitude_i", "with longitude_i is 0,0, which is no position"}));
    EXPECT_FALSE(part<Position>("position", R"({"latitude_i":900000001,"longitude_i":1})").position);
    EXPECT_FALSE(part<Position>("position", R"({"longitude_i":1})").position);
}

TEST(MeshtasticPosition, IsAsExactAsItsBitsTell) {
    EXPECT_EQ(accuracy_m(32), std::nullopt);
    EXPECT_EQ(accuracy_m(0), std::nullopt);
    EXPECT_EQ(accuracy_m(19), 45.0);
    EXPECT_EQ(accuracy_m(20), 22.5);
    EXPECT_EQ(accuracy_m(13), 2'900.0);
    EXPECT_EQ(accuracy_m(10), 23'300.0);
    EXPECT_EQ(accuracy_m(9), 46'600.0);
}

TEST(MeshtasticTelemetry, IsOfTheKindThatItsKeysTell) {
    EXPECT_EQ(part<DeviceMetrics>("telemetry", R"({"battery_level":80,"voltage":3.9})").battery, 80.0);
    EXPECT_EQ(part<EnvironmentMetrics>("telemetry", R"({"temperature":34.5,"voltage":5})").temperature_c, 34.5);
    EXPECT_EQ(part<PowerMetrics>("telemetry", R"({"voltage_ch3":12})").volts[2], 12.0);
    EXPECT_EQ(part<AirMetrics>("telemetry", R"({"pm25":3,"pm25_e":4})").pm25_here, 4.0);
}

TEST(MeshtasticTelemetry, KnowsACableAndWhatCannotBeMeasured) {
    const Reading cable = typed("telemetry", R"({"battery_level":101,"voltage":-0.00100000004749745})");
    const auto& device = std::get<DeviceMetrics>(cable.packet.payload);
    EXPECT_TRUE(device.is_on_external_power);
    EXPECT_FALSE(device.battery || device.volts);
    EXPECT_THAT(cable.degraded, IsEmpty());
    const Reading zero = typed("telemetry", R"({"battery_level":0,"voltage":0})");
    EXPECT_FALSE(std::get<DeviceMetrics>(zero.packet.payload).battery);
    EXPECT_EQ(zero.degraded.size(), 1U);
}

TEST(MeshtasticNodeInfo, IsReadWithoutTheZerosBehindNames) {
    const Reading reading = typed(
        "nodeinfo", R"({"id":"!7efeee00","longname":"base0\u0000\u0000","shortname":"BA0","hardware":10,"role":7})");
    const auto& info = std::get<NodeInfo>(reading.packet.payload);
    EXPECT_EQ(info.node, NodeId{0x7efeee00});
    EXPECT_EQ(info.long_name, "base0");
    EXPECT_EQ(info.role, 7);
    EXPECT_EQ(reading.degraded.size(), 1U);
}

TEST(MeshtasticNeighbors, MayComeWithoutAPayload) {
    const auto info = part<NeighborInfo>("neighborinfo",
                                         R"({"node_id":5,"neighbors_count":1,"neighbors":[{"node_id":6,"snr":2.5}]})");
    EXPECT_THAT(info.neighbors, ElementsAre(Neighbor{NodeId{6}, 2.5}));
    const Reading bare = taken(R"({"id":7,"from":1,"type":"neighborinfo"})");
    EXPECT_EQ(bare.packet.payload, Payload(NeighborInfo{}));
    EXPECT_THAT(bare.degraded, ElementsAre(Remark{"payload", "is missing"}));
}

TEST(MeshtasticReader, ReadsTheOtherKinds) {
    EXPECT_EQ(part<Waypoint>("waypoint", R"({"id":9,"name":"nood","locked_to":6,"latitude_i":1,"longitude_i":2})").name,
              "nood");
    EXPECT_THAT(part<Traceroute>("traceroute", R"({"route":["A","Unknown","B"]})").route,
                ElementsAre("A", "Unknown", "B"));
    EXPECT_EQ(part<Detection>("detection", R"({"text":"door open"})").text, "door open");
    EXPECT_EQ(part<Paxcounter>("paxcounter", R"({"wifi_count":3,"ble_count":4,"uptime":5})").bluetooth, 4);
    EXPECT_TRUE(part<Gpios>("gpios_read_reply", R"({"gpio_value":3})").is_answer);
    EXPECT_EQ(is_online("online"), true);
    EXPECT_EQ(is_online("offline"), false);
    EXPECT_EQ(is_online("Online"), std::nullopt);
}

}  // namespace
}  // namespace paraat::codec::meshtastic

#include "hub/codec/meshtastic/writer.hpp"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "hub/base/utf8.hpp"
#include "hub/codec/meshtastic/reader.hpp"

namespace paraat::codec::meshtastic {
namespace {

TEST(MeshtasticDownlink, IsWhatTheGatewayTakes) {
    EXPECT_EQ(write_text({NodeId{2'130'636'288}, NodeId{5}, 1}, "Come back"),
              R"({"from":2130636288,"to":5,"channel":1,"type":"sendtext","payload":"Come back"})");
    Position position;
    position.position = core::Position{523'000'000, 48'000'000};
    EXPECT_EQ(write_position({NodeId{1}, {}, {}}, position),
              R"({"from":1,"type":"sendposition","payload":{"latitude_i":523000000,"longitude_i":48000000}})");
}

TEST(MeshtasticDownlink, CutsNoCharacter) {
    std::string long_text;
    for (int i = 0; i < 150; ++i) long_text += "é";
    const auto json = nlohmann::json::parse(write_text({NodeId{1}, {}, {}}, long_text));
    const std::string sent = json.at("payload");
    EXPECT_LE(sent.size(), text_most);
    EXPECT_GE(sent.size(), text_most - 4);
    EXPECT_TRUE(is_utf8(sent));
    EXPECT_TRUE(sent.ends_with("é..."));
}

TEST(MeshtasticWriter, WritesWhatWasRead) {
    for (
        const char* text :
        {R"({"from":1,"id":2,"type":"text","payload":{"text":""}})", R"({"from":1,"id":2,"type":""})",
         R"({"from":1,"id":2,"type":"x","payload":[null]})",
         R"({"from":1,"id":2,"to":4294967295,"sender":"!0fd8badc","rssi":-26,"type":"position","payload":{"latitude_i":1,"longitude_i":-2,"ground_track":3993000}})",
         R"({"from":1,"id":2,"type":"telemetry","payload":{"battery_level":101,"uptime_seconds":4}})",
         R"({"from":1,"id":2,"type":"telemetry","payload":{"temperature":34.5}})",
         R"({"from":1,"id":2,"type":"gpios_changed","payload":{"gpio_value":1}})"}) {
        EXPECT_EQ(write(read(text).value().packet), text);
    }
}

// What is left when all of it is unknown.
TEST(MeshtasticWriter, KeepsTheKindOfEmptyTelemetry) {
    for (const Payload& payload : std::initializer_list<Payload>{DeviceMetrics{}, EnvironmentMetrics{}, PowerMetrics{},
                                                                 AirMetrics{}, NeighborInfo{}, Gpios{}}) {
        Packet packet;
        packet.id = 1;
        packet.payload = payload;
        EXPECT_EQ(read(write(packet)).value().packet, packet) << write(packet);
    }
}

}  // namespace
}  // namespace paraat::codec::meshtastic

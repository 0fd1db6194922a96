#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "hub/codec/meshtastic/reader.hpp"
#include "hub/codec/meshtastic/topic.hpp"
#include "hub/codec/meshtastic/writer.hpp"
#include "tests/unit/codec/foreign_table.hpp"

// tests/data/foreign/meshtastic.tsv: what becomes of each packet of the samples, and of its topic.
namespace paraat::codec::meshtastic {
namespace {

std::string topic_told(const nlohmann::json& topic) {
    if (!topic.is_string()) return "none";
    const auto found = topic_in(topic.get<std::string>(), "msh");
    return !found ? "foreign" : found->channel + (found->gateway ? "/" + text_of(*found->gateway) : "");
}

std::string outcome(const std::string& payload) {
    const auto reading = read(payload);
    if (!reading) return "refused\t\t" + reading.error().code + ": " + reading.error().message;
    EXPECT_EQ(read(write(reading->packet)).value().packet, reading->packet) << payload;
    return (reading->degraded.empty() ? "taken\t" : "degraded\t") + std::string(type_of(reading->packet.payload)) +
           "\t" + told(reading->degraded);
}

TEST(MeshtasticSamples, AreTakenAsTheTableSays) {
    const auto folder = foreign_data("meshtastic");
    std::vector<std::string> table = {"file\tline\ttopic\toutcome\ttype\twhy"};
    for (const auto& path : files_with(folder, ".jsonl")) {
        const auto lines = lines_of(whole_file(path));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto capture = nlohmann::json::parse(lines[i]);
            table.push_back(path.filename().string() + "\t" + std::to_string(i + 1) + "\t" +
                            topic_told(capture.at("topic")) + "\t" + outcome(capture.at("payload")));
        }
    }
    if (table.size() == 1) GTEST_SKIP() << "no samples in " << folder << ": set PARAAT_TEST_DATA";
    expect_table("meshtastic.tsv", table);
}

}  // namespace
}  // namespace paraat::codec::meshtastic

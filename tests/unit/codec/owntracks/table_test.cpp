#include <gmock/gmock.h>

#include "hub/codec/owntracks/reader.hpp"
#include "hub/codec/owntracks/writer.hpp"
#include "tests/unit/codec/foreign_table.hpp"

// tests/data/foreign/owntracks.tsv: what becomes of each message of the samples.
namespace paraat::codec::owntracks {
namespace {

void add_rows(std::vector<std::string>& table, const std::string& file, std::size_t line, const std::string& payload) {
    const auto readings = read(payload);
    const std::string place = file + "\t" + std::to_string(line) + "\t";
    if (readings.empty()) table.push_back(place + "taken\t\tan empty list");
    for (const auto& reading : readings) {
        if (!reading) {
            table.push_back(place + "refused\t\t" + reading.error().code +
                            (reading.error().field.empty() ? "" : " " + reading.error().field) + ": " +
                            reading.error().message);
            continue;
        }
        table.push_back(place + (reading->degraded.empty() ? "taken" : "degraded") + "\t" +
                        std::string(type_of(reading->message)) + "\t" + told(reading->degraded));
        EXPECT_EQ(read(write(reading->message)).at(0).value().message, reading->message) << place;
    }
}

TEST(OwntracksSamples, AreTakenAsTheTableSays) {
    const auto folder = foreign_data("owntracks");
    std::vector<std::string> table = {"file\tline\toutcome\ttype\twhy"};
    for (const auto& path : files_with(folder, "")) {
        if (path.extension() != ".jsonl" && path.extension() != ".rec") continue;
        const auto lines = lines_of(whole_file(path));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string payload = lines[i].substr(std::min(lines[i].find('{'), lines[i].size()));
            add_rows(table, path.filename().string(), i + 1, payload);
        }
    }
    for (const auto& path : files_with(folder / "schema-tests", ".json")) {
        add_rows(table, "schema-tests/" + path.filename().string(), 1, whole_file(path));
    }
    if (table.size() == 1) GTEST_SKIP() << "no samples in " << folder << ": set PARAAT_TEST_DATA";
    expect_table("owntracks.tsv", table);
}

}  // namespace
}  // namespace paraat::codec::owntracks

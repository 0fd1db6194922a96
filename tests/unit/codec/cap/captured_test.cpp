#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "hub/codec/cap/read_document.hpp"
#include "tests/support/folder.hpp"
#include "tests/unit/codec/cap/schema_judge.hpp"

// What becomes of each file that was captured in the field: tests/data/foreign/cap.tsv. After a change of the reader
// PARAAT_REWRITE=1 renews it, and each changed line is yours to explain.
namespace paraat::codec::cap {
namespace {

const std::filesystem::path table = std::filesystem::path(PARAAT_SOURCE_DIR) / "tests/data/foreign/cap.tsv";

std::string line(std::initializer_list<std::string> cells) {
    std::string all;
    for (const auto& cell : cells) all += (all.empty() ? "" : "\t") + cell;
    return all + "\n";
}

std::string in_short(const Remarks& remarks) {
    constexpr std::size_t told_most = 3;
    std::string all;
    for (std::size_t i = 0; i < remarks.size() && i < told_most; ++i) {
        all += (i == 0 ? "" : "; ") + (remarks[i].field.empty() ? "" : remarks[i].field + ": ") + remarks[i].why;
    }
    if (remarks.size() > told_most) all += "; and " + std::to_string(remarks.size() - told_most) + " more";
    return all.empty() ? "-" : all;
}

std::string lines_of(const std::string& file, const std::string& bytes) {
    const auto reading = read_document(bytes);
    if (!reading) return line({file, "-", "refused", "-", "0", reading.error().code + ": " + reading.error().message});
    std::string all;
    for (const auto& one : reading->alerts) {
        all += line({file, one.place.empty() ? "-" : one.place, one.degraded.empty() ? "taken" : "degraded",
                     one.alert.identifier, std::to_string(one.alert.blocks.size()), in_short(one.degraded)});
    }
    for (const auto& one : reading->refused) {
        all += line({file, one.place, "refused", "-", "0", one.error.code + ": " + one.error.message});
    }
    return all;
}

TEST(CapCaptured, EachFileComesToWhatTheTableSays) {
    const auto files = captured_files();
    if (!files) GTEST_SKIP() << "NOT RUN: PARAAT_TEST_DATA names no folder with cap/schema/cap12.xsd";
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(*files)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_regular_file() && name != "SOURCE.md")
            found[name] = lines_of(name, test::content_of(entry.path()));
    }
    std::string all = line({"file", "place", "outcome", "identifier", "infos", "remarks"});
    for (const auto& [name, lines] : found) all += lines;
    if (std::getenv("PARAAT_REWRITE") != nullptr) std::ofstream(table, std::ios::binary) << all;
    EXPECT_EQ(test::content_of(table), all);
}

}  // namespace
}  // namespace paraat::codec::cap

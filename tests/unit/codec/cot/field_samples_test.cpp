#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>

#include "hub/base/digest.hpp"
#include "hub/base/durable_file.hpp"
#include "hub/codec/cot/read_event.hpp"
#include "hub/codec/cot/tak_message.hpp"
#include "hub/codec/cot/write_event.hpp"
#include "tests/unit/codec/cot/made_event.hpp"
#include "tests/unit/codec/foreign_table.hpp"

// What was captured in the field, file by file, against tests/data/foreign/cot.tsv. The files are not part of the
// project: the folder that holds them is named by PARAAT_TEST_DATA. PARAAT_REWRITE=1 renews the table; commit that only
// when each changed line can be explained. Of a uid, which may be a phone's number, the table has the beginning of its
// digest.
namespace paraat::codec::cot {
namespace {

namespace fs = std::filesystem;

const fs::path table = fs::path(PARAAT_SOURCE_DIR) / "tests/data/foreign/cot.tsv";
constexpr const char* heading = "file\toutcome\ttype\tSHA-256 of uid\tremarks\n";

std::map<std::string, std::string> samples() {
    std::map<std::string, std::string> samples;
    const fs::path folder = codec::foreign_data("cot");
    if (!fs::is_directory(folder)) return samples;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const fs::path name = entry.path().lexically_relative(folder);
        const bool is_sample = name.extension() == ".xml" || name.extension() == ".cot";
        if (is_sample && *name.begin() != "reference") samples[name.string()] = read_file(entry.path()).value();
    }
    return samples;
}

std::string line_of(const std::string& name, const std::string& bytes) {
    const auto read = read_event(bytes, test::received);
    if (!read) return name + "\trefused\t\t\t" + read.error().code + ": " + read.error().message + "\n";
    std::string remarks;
    for (const Remark& one : read->degraded) remarks += (remarks.empty() ? "" : "; ") + one.field + " " + one.why;
    return name + (remarks.empty() ? "\ttaken\t" : "\tdegraded\t") + read->event.type + "\t" +
           hex(sha256(read->event.uid)).substr(0, 8) + "\t" + remarks + "\n";
}

TEST(CotSamples, ComeInAsTheTableSays) {
    const auto all = samples();
    if (all.empty()) GTEST_SKIP() << "NOT RUN: PARAAT_TEST_DATA names no folder with samples";
    std::string found = heading;
    for (const auto& [name, bytes] : all) found += line_of(name, bytes);
    if (std::getenv("PARAAT_REWRITE") != nullptr) {
        ASSERT_TRUE(std::ofstream(table) << found);
    }
    EXPECT_EQ(read_file(table).value_or(""), found);
}

TEST(CotSamples, AreTheSameWrittenAndReadAgain) {
    const auto all = samples();
    if (all.empty()) GTEST_SKIP() << "NOT RUN: PARAAT_TEST_DATA names no folder with samples";
    for (const auto& [name, bytes] : all) {
        const auto read = read_event(bytes, test::received);
        if (!read) continue;
        const auto again = read_event(write_event(read->event), test::received);
        ASSERT_TRUE(again) << name;
        EXPECT_EQ(again->event, read->event) << name;
        const auto by_protobuf = read_tak_message(write_tak_message(read->event), test::received);
        ASSERT_TRUE(by_protobuf && by_protobuf->event) << name;
        EXPECT_EQ(by_protobuf->event->event, read->event) << name;
    }
}

}  // namespace
}  // namespace paraat::codec::cot

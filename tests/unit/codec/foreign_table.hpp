#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "hub/codec/remark.hpp"

// Samples from the field, which are nobody's to copy here, beside tables of what becomes of each: tests/data/foreign.
namespace paraat::codec {

// By PARAAT_TEST_DATA, or beside the project.
inline std::filesystem::path foreign_data(const std::string& kind) {
    const char* said = std::getenv("PARAAT_TEST_DATA");
    return std::filesystem::path(said != nullptr ? said : PARAAT_SOURCE_DIR "/../shared/data") / kind;
}

inline std::string whole_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

inline std::vector<std::filesystem::path> files_with(const std::filesystem::path& folder, const std::string& ending) {
    std::vector<std::filesystem::path> files;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
        if (entry.path().filename().string().ends_with(ending)) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

inline std::string told(const Remarks& remarks) {
    std::string text;
    for (const Remark& remark : remarks) {
        text += (text.empty() ? "" : "; ") + (remark.field.empty() ? "message" : remark.field) + " " + remark.why;
    }
    return text;
}

// These are the lines of the table.
// With PARAAT_REWRITE_TABLES set the table is written anew, to be read before it is committed.
inline void expect_table(const std::string& name, const std::vector<std::string>& lines) {
    const std::filesystem::path file = std::filesystem::path(PARAAT_SOURCE_DIR "/tests/data/foreign") / name;
    if (std::getenv("PARAAT_REWRITE_TABLES") != nullptr) {
        std::ofstream out(file, std::ios::binary);
        for (const std::string& line : lines) out << line << '\n';
        return;
    }
    EXPECT_EQ(lines_of(whole_file(file)), lines);
}

}  // namespace paraat::codec

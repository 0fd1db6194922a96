#pragma once

#include <gtest/gtest.h>

#include "hub/codec/p2000/tables.hpp"
#include "tests/support/folder.hpp"

namespace paraat::codec::p2000 {

// The words that are shipped.
inline const Tables& shipped_tables() {
    static const Tables tables = [] {
        std::vector<SourceIssue> issues;
        const std::string text = test::content_of(std::string(PARAAT_SOURCE_DIR) + "/config/p2000.toml");
        Tables read = read_tables(text, "p2000.toml", issues);
        EXPECT_EQ(render(issues, text), "");
        return read;
    }();
    return tables;
}

}  // namespace paraat::codec::p2000

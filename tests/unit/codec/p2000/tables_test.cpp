#include "hub/codec/p2000/tables.hpp"

#include <gmock/gmock.h>

#include "tests/unit/codec/p2000/sample.hpp"

namespace paraat::codec::p2000 {
namespace {

TEST(P2000Tables, ThatAreShippedHaveNoMistake) {
    EXPECT_GT(shipped_tables().classes.size(), 50U);
    EXPECT_EQ(shipped_tables().places.at("SGRAVH"), "'s-Gravenhage");
}

TEST(P2000Tables, SayWhatIsWrongAndWhere) {
    std::vector<SourceIssue> issues;
    read_tables("[[class]]\nwords = \"x\"\nname = \"X\"\nservice = \"army\"\n[[class]]\nname = \"Y\"\n", "p.toml",
                issues);
    ASSERT_EQ(issues.size(), 2U);
    EXPECT_EQ(issues[0].code, "bad_value");
    EXPECT_EQ(issues[0].line, 4);
    EXPECT_EQ(issues[1].line, 5);
}

TEST(P2000Tables, GiveACategoryByTheLongestBeginningOfACode) {
    const Tables& tables = shipped_tables();
    EXPECT_EQ(category_of(tables, "", "bzdswk"), "theft");
    EXPECT_EQ(category_of(tables, "", "bzdsbr"), "robbery");
    EXPECT_EQ(category_of(tables, "", "vogwsi"), "shooting");
    EXPECT_EQ(category_of(tables, "explosion", "vogwsi"), "explosion");
    EXPECT_EQ(category_of(tables, "", "gzra"), "other");
    EXPECT_EQ(category_of(tables, "", ""), "other");
}

}  // namespace
}  // namespace paraat::codec::p2000

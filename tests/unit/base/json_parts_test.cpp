#include "hub/base/json_parts.hpp"

#include <gmock/gmock.h>

namespace paraat {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(JsonParts, AMemberIsItsBytes) {
    EXPECT_EQ(json_member(R"( {"a" : 1.50 , "b":{"a":"}"} } )", "a"), "1.50");
    EXPECT_EQ(json_member(R"({"a":1,"b":{"a":"}\""}})", "b"), R"({"a":"}\""})");
    EXPECT_EQ(json_member(R"({"b":{"a":1}})", "a"), "");
    EXPECT_EQ(json_member(R"({"a":1,"a":2})", "a"), "2");
    EXPECT_EQ(json_member("{}", "a"), "");
    EXPECT_EQ(json_member("[1]", "a"), "");
}

TEST(JsonParts, ItemsAreTheirBytes) {
    EXPECT_THAT(json_items(R"([ {"x" : [1, 2]} ,"a,]", -1e3,null ])"),
                ElementsAre(R"({"x" : [1, 2]})", R"("a,]")", "-1e3", "null"));
    EXPECT_THAT(json_items("\xEF\xBB\xBF[1]"), ElementsAre("1"));
    EXPECT_THAT(json_items("[ ]"), IsEmpty());
    EXPECT_THAT(json_items("{}"), IsEmpty());
}

TEST(JsonParts, WhatIsCutOffEnds) {
    for (const char* text : {"[", "[1,", "[\"a", "[\"a\\", "[{", "[}", "[:", "[,,"}) {
        for (const std::string_view item : json_items(text)) EXPECT_LE(item.size(), 3u) << text;
    }
    for (const char* text : {"{", "{\"a\"", "{\"a\":", "{\"a\":[", "{\"a"}) {
        EXPECT_LE(json_member(text, "a").size(), 1u) << text;
    }
}

}  // namespace
}  // namespace paraat

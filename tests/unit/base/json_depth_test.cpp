#include "hub/base/json_depth.hpp"

#include <gtest/gtest.h>

#include <string>

namespace paraat {
namespace {

TEST(JsonDepth, CountsListsAndObjectsInOneAnother) {
    EXPECT_FALSE(is_json_deeper(R"([{"a":[1]},[[2]]])", 3));
    EXPECT_TRUE(is_json_deeper(R"([{"a":[1]},[[2]]])", 2));
    EXPECT_FALSE(is_json_deeper("[][][]{}{}", 1)) << "beside one another is not within";
    EXPECT_FALSE(is_json_deeper("", 0));
    EXPECT_TRUE(is_json_deeper("[", 0));
}

TEST(JsonDepth, CountsNothingInTexts) {
    EXPECT_FALSE(is_json_deeper(R"({"a":"[[[[","b":"\"[[["})", 1));
    EXPECT_TRUE(is_json_deeper(R"({"a":"\\","b":[1]})", 1)) << "the text ends behind its backslash";
}

TEST(JsonDepth, CountsWhatIsNoJson) {
    EXPECT_TRUE(is_json_deeper(std::string(1'000'000, '['), 16));
    EXPECT_FALSE(is_json_deeper("\"[[[[", 1));
    EXPECT_FALSE(is_json_deeper("]]]]", 1));
    EXPECT_FALSE(is_json_deeper("\"\\", 1));
}

}  // namespace
}  // namespace paraat

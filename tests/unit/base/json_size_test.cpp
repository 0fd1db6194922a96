#include "hub/base/json_size.hpp"

#include <gtest/gtest.h>

namespace paraat {
namespace {

TEST(JsonSize, CountsWhatJsonMakesOfACharacter) {
    EXPECT_EQ(json_size("abc"), 3U);
    EXPECT_EQ(json_size("\"\n"), 4U);
    EXPECT_EQ(json_size(std::string(2, '\x01')), 12U);
}

TEST(JsonSize, CutsBetweenCharactersAndSaysSo) {
    EXPECT_EQ(cut_to_json_size("abcdef", 6), "abcdef");
    EXPECT_EQ(cut_to_json_size("abcdefg", 6), "abc...");
    EXPECT_EQ(cut_to_json_size("ab\xC3\xA9"
                               "cdef",
                               6),
              "ab...");
    EXPECT_LE(json_size(cut_to_json_size(std::string(4'000, '\x01'), 133)), 133U);
}

}  // namespace
}  // namespace paraat

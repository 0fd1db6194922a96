#include "hub/core/archive.hpp"

#include <gtest/gtest.h>

namespace paraat::core {
namespace {

// A number, a length and the bytes, as docs/formats/journal.md has it.
TEST(Archive, WritesALengthOfAsManyBytesAsItNeeds) {
    const auto head_of = [](std::size_t size) {
        const std::string bytes = Encoder::bytes_of(std::vector{std::string(size, 'x')});
        return bytes.substr(0, bytes.size() - size);
    };
    EXPECT_EQ(head_of(0), std::string(1, 0));
    EXPECT_EQ(head_of(127), "\x7f");
    EXPECT_EQ(head_of(128), "\x80\x01");
    EXPECT_EQ(head_of(16'383), "\xff\x7f");
    EXPECT_EQ(head_of(16'384), "\x80\x80\x01");
}

TEST(Archive, ReadsWhatItWroteHoweverDeepAndLong) {
    using Deep = std::map<std::string, std::vector<std::map<std::string, std::string>>>;
    const Deep deep = {{"short", {{{"a", "b"}}, {}}},
                       {std::string(200, 'k'), {{{"c", std::string(20'000, 'v')}, {"d", ""}}}}};
    Deep read;
    ASSERT_TRUE(Decoder::take(Encoder::bytes_of(deep), read));
    EXPECT_EQ(read, deep);
}

}  // namespace
}  // namespace paraat::core

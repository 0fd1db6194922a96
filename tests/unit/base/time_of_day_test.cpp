#include "hub/base/time_of_day.hpp"

#include <gtest/gtest.h>

namespace paraat {
namespace {

using namespace std::chrono_literals;

TEST(TimeOfDay, IsReadWithAndWithoutSeconds) {
    EXPECT_EQ(parse_time_of_day("00:00"), 0ms);
    EXPECT_EQ(parse_time_of_day("07:00"), 7h);
    EXPECT_EQ(parse_time_of_day("23:59:59"), 24h - 1s);
}

TEST(TimeOfDay, IsNothingElse) {
    for (const char* text :
         {"", "7:00", "07.00", "07:00:", "24:00", "07:60", "07:00:60", "07:0a", " 07:00", "07:00:0"}) {
        EXPECT_FALSE(parse_time_of_day(text)) << text;
    }
}

}  // namespace
}  // namespace paraat

#include "hub/app/seen_inputs.hpp"

#include <gtest/gtest.h>

#include <string>

namespace paraat::app {
namespace {

std::uint64_t hash_of(int number) {
    return input_hash("radio-" + std::to_string(number % 100), "report", std::to_string(number));
}

TEST(SeenInputs, NeverSayNoOfWhatIsThereAlsoWhenOverfull) {
    constexpr int capacity = 1'000;
    SeenInputs seen(capacity);
    for (int number = 0; number < 3 * capacity; ++number) {
        EXPECT_EQ(seen.is_full(), number >= capacity);
        seen.add(hash_of(number));
    }
    for (int number = 0; number < 3 * capacity; ++number) EXPECT_TRUE(seen.may_hold(hash_of(number)));
}

TEST(SeenInputs, SayPerhapsOfOneIn400OthersAtMostWhenFull) {
    constexpr int capacity = 100'000;
    SeenInputs seen(capacity);
    for (int number = 0; number < capacity; ++number) seen.add(hash_of(number));
    int mistaken = 0;
    for (int number = capacity; number < 2 * capacity; ++number) mistaken += seen.may_hold(hash_of(number)) ? 1 : 0;
    EXPECT_LE(mistaken, capacity / 400);
}

TEST(SeenInputs, TellClientKindAndIdApart) {
    EXPECT_NE(input_hash("a", "report", "1"), input_hash("b", "report", "1"));
    EXPECT_NE(input_hash("a", "report", "1"), input_hash("a", "status", "1"));
    EXPECT_NE(input_hash("a", "report", "1"), input_hash("a", "report", "2"));
    EXPECT_NE(input_hash("a", "b", "c"), input_hash("b", "a", "c"));
}

}  // namespace
}  // namespace paraat::app

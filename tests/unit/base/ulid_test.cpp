#include "hub/base/ulid.hpp"

#include <gtest/gtest.h>

namespace paraat {
namespace {

constexpr std::array<std::uint8_t, 10> chance{1, 2, 3, 4, 5, 6, 7, 8, 9, 255};

TEST(Ulid, KeepsTimeAndChanceThroughItsText) {
    const Ulid id{Instant{1763940000000}, chance};
    EXPECT_EQ(Ulid::parse(id.text()), id);
    EXPECT_EQ(id.time(), Instant{1763940000000});
}

TEST(Ulid, SortsAsTextInOrderOfTime) {
    EXPECT_LT((Ulid{Instant{1}, chance}.text()), (Ulid{Instant{2}, chance}.text()));
}

TEST(Ulid, MatchesTheExampleOfTheSpecification) {
    // github.com/ulid/spec: 01ARZ3NDEKTSV4RRFFQ69G5FAV was made at 1469922850259 ms.
    const auto id = Ulid::parse("01ARZ3NDEKTSV4RRFFQ69G5FAV");
    ASSERT_TRUE(id);
    EXPECT_EQ(id->time(), Instant{1469922850259});
    EXPECT_EQ(id->text(), "01arz3ndektsv4rrffq69g5fav");
}

TEST(Ulid, RefusesWhatIsNotOne) {
    EXPECT_FALSE(Ulid::parse(""));
    EXPECT_FALSE(Ulid::parse("01arz3ndektsv4rrffq69g5fa"));
    EXPECT_FALSE(Ulid::parse("01arz3ndektsv4rrffq69g5fau"));  // u is not in the alphabet
    EXPECT_FALSE(Ulid::parse("81arz3ndektsv4rrffq69g5fav"));  // more than 128 bits
}

}  // namespace
}  // namespace paraat

#include "hub/core/chance.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

namespace paraat::core {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(NormalBelow, IsThatOfTheNormalDistribution) {
    for (double value = -6.0; value <= 6.0; value += 0.01) {
        EXPECT_NEAR(normal_below(value), std::erfc(-value / std::sqrt(2.0)) / 2, 2e-7) << value;
    }
    EXPECT_EQ(normal_below(1e9), 1.0);
    EXPECT_EQ(normal_below(-1e9), 0.0);
}

TEST(ChanceToBeNearest, OfNobodyIsNone) {
    EXPECT_THAT(chances_to_be_nearest({}), IsEmpty());
}

TEST(ChanceToBeNearest, OfTheOnlyOneIsCertain) {
    EXPECT_THAT(chances_to_be_nearest({{0, 0}}), ElementsAre(1000));
    EXPECT_THAT(chances_to_be_nearest({{20'000'000, 10'000}}), ElementsAre(1000));
}

TEST(ChanceToBeNearest, IsEqualForEquals) {
    EXPECT_THAT(chances_to_be_nearest({{500, 50}, {500, 50}}), ElementsAre(500, 500));
    EXPECT_THAT(chances_to_be_nearest({{500, 0}, {500, 0}, {500, 0}, {500, 0}}), Each(250));
    EXPECT_THAT(chances_to_be_nearest(std::vector<Spread>(50, {3'000, 400})), Each(20));
}

// P(first < second) of two normal distances is that of their difference.
TEST(ChanceToBeNearest, OfTwoIsThatOfTheirDifference) {
    for (const auto& [first, second] : {std::pair{Spread{1'000, 100}, Spread{1'100, 50}},
                                        {Spread{5'000, 900}, Spread{5'500, 30}},
                                        {Spread{2'000, 10}, Spread{2'005, 400}},
                                        {Spread{9'000, 1'500}, Spread{8'000, 1'000}}}) {
        const double deviation = std::hypot(first.uncertainty, second.uncertainty);
        const double expected =
            std::erfc(-static_cast<double>(second.metres - first.metres) / deviation / std::sqrt(2.0)) / 2;
        EXPECT_NEAR(chances_to_be_nearest({first, second})[0], 1000 * expected, 5) << first.metres;
    }
}

TEST(ChanceToBeNearest, OfAnOldPositionIsSmallThoughItSeemsNear) {
    const auto chances = chances_to_be_nearest({{100, 8'000}, {600, 50}});
    EXPECT_LT(chances[0], 80);
    EXPECT_GT(chances[1], 920);
}

TEST(ChanceToBeNearest, IsSharedOutAmongAll) {
    std::vector<Spread> spreads;
    for (std::int64_t i = 0; i < 50; ++i) spreads.push_back({100 + 37 * i, 1 + (i * 7919) % 1'000});
    const auto chances = chances_to_be_nearest(spreads);
    EXPECT_NEAR(std::accumulate(chances.begin(), chances.end(), 0), 1000, 25);
    EXPECT_EQ(chances_to_be_nearest(spreads), chances);
}

TEST(ChanceToBeNearest, LooksAtTheFirstFiftyOnly) {
    std::vector<Spread> spreads(60, {1'000, 100});
    spreads.back() = {10, 1};
    const auto chances = chances_to_be_nearest(spreads);
    EXPECT_EQ(chances.size(), 60U);
    EXPECT_EQ(chances.back(), 0);
    EXPECT_EQ(chances.front(), 20);
}

}  // namespace
}  // namespace paraat::core

#include "hub/core/cell_grid.hpp"

#include <gtest/gtest.h>

namespace paraat::core {
namespace {

IncidentId numbered(std::uint8_t number) {
    std::array<std::uint8_t, 10> chance{};
    chance[9] = number;
    return IncidentId{Ulid{Instant{1}, chance}};
}

Position at(double lat, double lon) {
    return *position_from_degrees(lat, lon);
}

TEST(Distance, IsTheHaversineOnTheMeanRadius) {
    // One degree of a great circle is pi/180 * 6371008.8 m.
    EXPECT_EQ(metres_between(at(51.0, 4.0), at(52.0, 4.0)), 111195);
    EXPECT_EQ(metres_between(at(0.0, 179.5), at(0.0, -179.5)), 111195);
    EXPECT_EQ(metres_between(at(51.92, 4.48), at(51.92, 4.48)), 0);
}

TEST(CellGrid, FindsAcrossTheDateLineAndNearThePole) {
    CellGrid grid;
    grid.put(numbered(1), at(10.0, 179.999));
    grid.put(numbered(2), at(89.9, 0.0));
    ASSERT_EQ(grid.within(at(10.0, -179.999), 1000).size(), 1U);
    EXPECT_EQ(grid.within(at(89.9, 170.0), 30'000).size(), 1U);
}

TEST(CellGrid, GivesTheSameAsLookingAtAll) {
    CellGrid grid;
    std::map<IncidentId, Position> all;
    std::uint32_t chance = 7;
    const auto next = [&](std::uint32_t below) {
        chance = chance * 1664525 + 1013904223;
        return (chance >> 8) % below;
    };
    for (std::uint8_t i = 1; i < 250; ++i) {
        all[numbered(i)] = at(51.8 + next(4000) / 10000.0, 4.2 + next(6000) / 10000.0);
        grid.put(numbered(i), all[numbered(i)]);
    }
    for (int round = 0; round < 200; ++round) {
        const Position centre = at(51.8 + next(4000) / 10000.0, 4.2 + next(6000) / 10000.0);
        const std::int64_t metres = next(20'000);
        std::vector<CellGrid::Found> expected;
        for (const auto& [id, position] : all) {
            if (metres_between(centre, position) <= metres) expected.push_back({metres_between(centre, position), id});
        }
        std::sort(expected.begin(), expected.end());
        EXPECT_EQ(grid.within(centre, metres), expected);
    }
}

TEST(CellGrid, ForgetsWhatWasRemovedOrMoved) {
    CellGrid grid;
    grid.put(numbered(1), at(51.0, 4.0));
    grid.put(numbered(1), at(52.0, 4.0));
    EXPECT_TRUE(grid.within(at(51.0, 4.0), 1000).empty());
    grid.remove(numbered(1));
    EXPECT_EQ(grid, CellGrid{});
}

}  // namespace
}  // namespace paraat::core

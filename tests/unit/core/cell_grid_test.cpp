#include "hub/core/cell_grid.hpp"

#include <gtest/gtest.h>

#include "hub/core/state.hpp"

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

// Incidents with a grid of their own.
struct Places {
    void put(std::uint8_t number, Position position) {
        Incident& incident = incidents[number];
        if (incident.position) grid.remove(incident.id, *incident.position);
        incident.id = numbered(number);
        incident.position = position;
        grid.put(incident);
    }
    // (metres, number) of those that are found.
    std::vector<std::pair<std::int64_t, int>> within(Position centre, std::int64_t metres) const {
        std::vector<std::pair<std::int64_t, int>> all;
        for (const CellGrid::Found& found : grid.within(centre, metres)) {
            EXPECT_EQ(found.incident->id, found.id);
            all.emplace_back(found.metres, found.id.ulid.bytes()[15]);
        }
        return all;
    }
    std::vector<std::pair<std::int64_t, int>> all_within(Position centre, std::int64_t metres) const {
        std::vector<std::pair<std::int64_t, int>> all;
        for (const auto& [number, incident] : incidents) {
            const std::int64_t away = metres_between(centre, *incident.position);
            if (away <= metres) all.emplace_back(away, number);
        }
        std::sort(all.begin(), all.end());
        return all;
    }

    std::map<std::uint8_t, Incident> incidents;
    CellGrid grid;
};

class PlacesByChance {
public:
    // In ten-thousandths of a degree from the south-west corner.
    Position near(double south, double west, std::uint32_t lat_most, std::uint32_t lon_most) {
        return at(south + next(lat_most) / 10000.0, west + next(lon_most) / 10000.0);
    }
    std::uint32_t next(std::uint32_t below) {
        chance_ = chance_ * 1664525 + 1013904223;
        return (chance_ >> 8) % below;
    }

private:
    std::uint32_t chance_ = 7;
};

TEST(CellGrid, FindsAcrossTheDateLineAndNearThePole) {
    Places places;
    places.put(1, at(10.0, 179.999));
    places.put(2, at(89.9, 0.0));
    places.put(3, at(-10.0, 180.0));
    places.put(4, at(-10.0, -180.0));
    EXPECT_EQ(places.within(at(10.0, -179.999), 1000).size(), 1U);
    EXPECT_EQ(places.within(at(89.9, 170.0), 30'000).size(), 1U);
    for (const double lon : {180.0, -180.0, 179.9999, -179.9999}) {
        EXPECT_EQ(places.within(at(-10.0, lon), 100).size(), 2U) << lon;
    }
}

TEST(CellGrid, GivesTheSameAsLookingAtAll) {
    Places places;
    PlacesByChance chance;
    for (std::uint8_t i = 1; i < 250; ++i) places.put(i, chance.near(51.8, 4.2, 4000, 6000));
    for (int round = 0; round < 200; ++round) {
        const Position centre = chance.near(51.8, 4.2, 4000, 6000);
        const std::int64_t metres = chance.next(20'000);
        EXPECT_EQ(places.within(centre, metres), places.all_within(centre, metres));
    }
}

// Where a circle is far wider in degrees than it is high.
TEST(CellGrid, GivesTheSameAsLookingAtAllInTheFarNorth) {
    Places places;
    PlacesByChance chance;
    for (std::uint8_t i = 1; i < 250; ++i) places.put(i, chance.near(85.0, -180.0, 45'000, 3'600'000));
    for (int round = 0; round < 400; ++round) {
        const Position centre = chance.near(85.0, -180.0, 45'000, 3'600'000);
        const std::int64_t metres = chance.next(100'001);
        EXPECT_EQ(places.within(centre, metres), places.all_within(centre, metres));
    }
}

TEST(CellGrid, ForgetsWhatWasRemovedOrMoved) {
    Places places;
    places.put(1, at(51.0, 4.0));
    places.put(1, at(52.0, 4.0));
    EXPECT_TRUE(places.within(at(51.0, 4.0), 1000).empty());
    places.grid.remove(numbered(1), at(52.0, 4.0));
    EXPECT_EQ(places.grid, CellGrid{});
}

TEST(State, PointsIntoItselfWhenItIsACopy) {
    State state;
    const IncidentId id = numbered(1);
    Report report;
    report.position = at(51.0, 4.0);
    evolve(state, {Instant{1}, ClientName{"radio-1"}, ReportReceived{id, "m-1", report, {}}});
    State copy = state;
    EXPECT_EQ(copy.grid, state.grid);
    EXPECT_EQ(encode(copy), encode(state));
    EXPECT_EQ(copy.grid.within(*report.position, 10).at(0).incident, copy.incident(id));
    State other;
    other = state;
    EXPECT_EQ(other.grid.within(*report.position, 10).at(0).incident, other.incident(id));
    const State moved = std::move(other);
    EXPECT_EQ(moved.grid.within(*report.position, 10).at(0).incident, moved.incident(id));
}

}  // namespace
}  // namespace paraat::core

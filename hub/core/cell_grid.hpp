#pragma once

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "hub/core/names.hpp"
#include "hub/core/position.hpp"

namespace paraat::core {

struct Incident;

// Incidents by place: small cells, so that a question looks at its neighbourhood only. Derived from the state, and
// points into it: of a million incidents each search by an id takes longer than all that is asked here.
class CellGrid {
public:
    // Of an incident that has a position, is not in it, and stays where it is in memory until it is removed.
    void put(const Incident& incident);
    // That was put there.
    void remove(const IncidentId& incident, Position position);

    struct Found {
        std::int64_t metres = 0;
        IncidentId id;
        const Incident* incident = nullptr;

        bool operator<(const Found& other) const { return std::tie(metres, id) < std::tie(other.metres, other.id); }
    };
    // All within `metres` (0 .. 100'000), nearest first, then the older id.
    std::vector<Found> within(Position centre, std::int64_t metres) const;
    // Whether the same are at the same places.
    bool operator==(const CellGrid&) const = default;

private:
    struct Placed {
        IncidentId id;
        Position position;
        const Incident* incident;

        bool operator==(const Placed& other) const { return id == other.id && position == other.position; }
    };
    struct Cell {
        std::int32_t column;         // longitude
        std::vector<Placed> placed;  // in the order of ids

        bool operator==(const Cell&) const = default;
    };
    using Row = std::vector<Cell>;  // by column; none is empty
    // In units of 1e-7 degree, both ends within.
    struct Box {
        std::int64_t south, north, west, east;
    };

    void look(const Box& box, Position centre, std::int64_t metres, std::vector<Found>& found) const;

    std::map<std::int32_t, Row> rows_;  // by latitude
};

}  // namespace paraat::core

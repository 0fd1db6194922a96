#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "hub/core/names.hpp"
#include "hub/core/position.hpp"

namespace paraat::core {

// Incidents by place: cells of a hundredth of a degree, so that a question looks at its neighbourhood only. Derived
// from the state.
class CellGrid {
public:
    void put(const IncidentId& incident, Position position);
    void remove(const IncidentId& incident);

    struct Found {
        std::int64_t metres = 0;
        IncidentId incident;

        auto operator<=>(const Found&) const = default;
    };
    // All within `metres` (0 .. 100'000), nearest first, then the older id.
    std::vector<Found> within(Position centre, std::int64_t metres) const;
    bool operator==(const CellGrid&) const = default;

private:
    using Cell = std::pair<std::int32_t, std::int32_t>;  // row (latitude), column (longitude)
    void look(std::int32_t row, std::int32_t first_column, std::int32_t last_column, Position centre,
              std::int64_t metres, std::vector<Found>& found) const;

    std::map<Cell, std::set<IncidentId>> cells_;
    std::map<IncidentId, Position> positions_;
};

}  // namespace paraat::core

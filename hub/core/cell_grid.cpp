#include "hub/core/cell_grid.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "hub/core/incident.hpp"

namespace paraat::core {
namespace {

// A two-hundredth of a degree, 560 m north-south: a question of 500 m then looks at 15 cells or so. In smaller ones it
// would look at less that is not within, and wait for the memory of more of them.
constexpr std::int64_t cell_e7 = 50'000;
constexpr std::int64_t half_turn_e7 = 1'800'000'000;

std::int32_t index_of(std::int64_t e7) {
    return static_cast<std::int32_t>(e7 >= 0 ? e7 / cell_e7 : -((-e7 + cell_e7 - 1) / cell_e7));
}

auto from_column(auto& row, std::int32_t column) {
    return std::lower_bound(row.begin(), row.end(), column,
                            [](const auto& cell, std::int32_t wanted) { return cell.column < wanted; });
}

auto from_id(auto& placed, const IncidentId& id) {
    return std::lower_bound(placed.begin(), placed.end(), id,
                            [](const auto& one, const IncidentId& wanted) { return one.id < wanted; });
}

// What a circle reaches at most to each side, in units of 1e-7 degree; a little more, for what is rounded.
struct CircleReach {
    CircleReach(Position centre, std::int64_t metres) {
        constexpr double earth = 6'371'008.8;
        constexpr double e7 = 1e7 * 180.0 / std::numbers::pi;
        const double radius = static_cast<double>(metres + 1) / earth;
        to_north = static_cast<std::int64_t>(radius * e7) + 2;
        const double widest = std::abs(centre.lat_e7 / e7) + radius + 1e-6;
        to_east = half_turn_e7;
        if (widest >= 89.0 * std::numbers::pi / 180.0) return;  // around a pole
        // sin(distance / 2) is at least cos(latitude) sin(difference of longitude / 2), with the larger latitude.
        const double sine = std::sin(radius / 2) / std::cos(widest);
        if (sine < 1) to_east = std::min(half_turn_e7, static_cast<std::int64_t>(2 * std::asin(sine) * e7) + 2);
    }

    std::int64_t to_north = 0;
    std::int64_t to_east = 0;
};

}  // namespace

void CellGrid::put(const Incident& incident) {
    const Position position = *incident.position;
    Row& row = rows_[index_of(position.lat_e7)];
    auto cell = from_column(row, index_of(position.lon_e7));
    if (cell == row.end() || cell->column != index_of(position.lon_e7)) {
        cell = row.insert(cell, Cell{index_of(position.lon_e7), {}});
    }
    cell->placed.insert(from_id(cell->placed, incident.id), Placed{incident.id, position, &incident});
}

void CellGrid::remove(const IncidentId& incident, Position position) {
    const auto row = rows_.find(index_of(position.lat_e7));
    const auto cell = from_column(row->second, index_of(position.lon_e7));
    cell->placed.erase(from_id(cell->placed, incident));
    if (cell->placed.empty()) row->second.erase(cell);
    if (row->second.empty()) rows_.erase(row);
}

std::vector<CellGrid::Found> CellGrid::within(Position centre, std::int64_t metres) const {
    const CircleReach reach(centre, metres);
    Box box{centre.lat_e7 - reach.to_north, centre.lat_e7 + reach.to_north, centre.lon_e7 - reach.to_east,
            centre.lon_e7 + reach.to_east};
    std::vector<Found> found;
    if (reach.to_east == half_turn_e7) {
        box.west = -half_turn_e7;
        box.east = half_turn_e7;
    }
    // Beyond the date line the longitudes begin anew on the other side.
    if (box.west <= -half_turn_e7) {
        look({box.south, box.north, box.west + 2 * half_turn_e7, half_turn_e7}, centre, metres, found);
    }
    if (box.east >= half_turn_e7) {
        look({box.south, box.north, -half_turn_e7, box.east - 2 * half_turn_e7}, centre, metres, found);
    }
    look({box.south, box.north, std::max(box.west, -half_turn_e7), std::min(box.east, half_turn_e7)}, centre, metres,
         found);
    std::sort(found.begin(), found.end());
    const auto is_same = [](const Found& a, const Found& b) { return a.id == b.id; };
    found.erase(std::unique(found.begin(), found.end(), is_same), found.end());
    return found;
}

void CellGrid::look(const Box& box, Position centre, std::int64_t metres, std::vector<Found>& found) const {
    const std::int32_t last_row = index_of(box.north), last_column = index_of(box.east);
    for (auto row = rows_.lower_bound(index_of(box.south)); row != rows_.end() && row->first <= last_row; ++row) {
        auto cell = from_column(row->second, index_of(box.west));
        for (; cell != row->second.end() && cell->column <= last_column; ++cell) {
            for (const auto& [id, position, incident] : cell->placed) {
                const bool is_in_box = position.lat_e7 >= box.south && position.lat_e7 <= box.north &&
                                       position.lon_e7 >= box.west && position.lon_e7 <= box.east;
                if (!is_in_box) continue;
                const std::int64_t away = metres_between(centre, position);
                if (away <= metres) found.push_back({away, id, incident});
            }
        }
    }
}

}  // namespace paraat::core

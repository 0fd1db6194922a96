#include "hub/core/cell_grid.hpp"

#include <algorithm>
#include <cmath>

namespace paraat::core {
namespace {

constexpr std::int32_t cell_e7 = 100'000;  // a hundredth of a degree: 1.1 km north-south
constexpr std::int32_t columns_to_east = 1'800'000'000 / cell_e7;

std::int32_t index_of(std::int32_t e7) {
    return e7 >= 0 ? e7 / cell_e7 : -((-e7 + cell_e7 - 1) / cell_e7);
}

}  // namespace

void CellGrid::put(const IncidentId& incident, Position position) {
    const auto [known, is_new] = positions_.emplace(incident, position);
    if (!is_new) {
        if (known->second == position) return;
        remove(incident);
        positions_.emplace(incident, position);
    }
    cells_[{index_of(position.lat_e7), index_of(position.lon_e7)}].insert(incident);
}

void CellGrid::remove(const IncidentId& incident) {
    const auto known = positions_.find(incident);
    if (known == positions_.end()) return;
    const auto cell = cells_.find({index_of(known->second.lat_e7), index_of(known->second.lon_e7)});
    cell->second.erase(incident);
    if (cell->second.empty()) cells_.erase(cell);
    positions_.erase(known);
}

std::vector<CellGrid::Found> CellGrid::within(Position centre, std::int64_t metres) const {
    constexpr std::int64_t metres_per_cell = 1111;  // of latitude, rounded down
    const auto rows = static_cast<std::int32_t>(metres / metres_per_cell) + 1;
    // A degree of longitude shrinks with the cosine of the latitude; the widest row of the circle decides.
    const double widest = std::min(89.0, std::abs(lat_degrees(centre)) + static_cast<double>(rows) / 100 + 0.01);
    const double shrink = std::cos(widest * 3.14159265358979 / 180.0);
    const bool is_around_a_pole = widest >= 88.0;
    const auto columns =
        is_around_a_pole ? columns_to_east
                         : std::min<std::int64_t>(
                               columns_to_east,
                               static_cast<std::int64_t>(static_cast<double>(metres) / (metres_per_cell * shrink)) + 1);

    std::vector<Found> found;
    const std::int32_t middle = index_of(centre.lon_e7);
    const auto first = static_cast<std::int32_t>(middle - columns);
    const auto last = static_cast<std::int32_t>(middle + columns);
    for (std::int32_t row = index_of(centre.lat_e7) - rows; row <= index_of(centre.lat_e7) + rows; ++row) {
        if (columns >= columns_to_east) {
            look(row, -columns_to_east, columns_to_east, centre, metres, found);
            continue;
        }
        look(row, std::max(first, -columns_to_east), std::min(last, columns_to_east), centre, metres, found);
        // Beyond the date line the columns begin anew on the other side.
        if (first < -columns_to_east) look(row, first + 2 * columns_to_east, columns_to_east, centre, metres, found);
        if (last >= columns_to_east) look(row, -columns_to_east, last - 2 * columns_to_east, centre, metres, found);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

void CellGrid::look(std::int32_t row, std::int32_t first_column, std::int32_t last_column, Position centre,
                    std::int64_t metres, std::vector<Found>& found) const {
    for (auto cell = cells_.lower_bound({row, first_column}); cell != cells_.end(); ++cell) {
        if (cell->first > Cell{row, last_column}) break;
        for (const IncidentId& incident : cell->second) {
            const std::int64_t away = metres_between(centre, positions_.at(incident));
            if (away <= metres) found.push_back({away, incident});
        }
    }
}

}  // namespace paraat::core

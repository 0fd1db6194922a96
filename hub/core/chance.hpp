#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace paraat::core {

// How far something is, as far as that is known.
struct Spread {
    std::int64_t metres = 0;       // the most likely, 0 or more
    std::int64_t uncertainty = 0;  // one standard deviation, in metres
};

inline constexpr std::size_t rivals_most = 50;

// For each of them the chance that it is the nearest of all, per mille. Each distance is taken as normal about `metres`
// and folded at 0, as no distance is negative. Only the first `rivals_most` are looked at; the chance of the others is
// 0.
std::vector<std::int32_t> chances_to_be_nearest(const std::vector<Spread>& spreads);

// Of the standard normal distribution, within 2e-7.
double normal_below(double value);

}  // namespace paraat::core

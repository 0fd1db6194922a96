#include "hub/core/chance.hpp"

#include <algorithm>
#include <cmath>

// Floating point, but of the four operations only, which IEEE 754 rounds the same on every machine; no library's exp().
namespace paraat::core {
namespace {

constexpr int steps_a_deviation = 4;
constexpr int deviations = 4;  // on both sides; the chance to be further off is 6e-5
constexpr double least_deviation = 1.0;

double deviation_of(const Spread& spread) {
    return std::max(least_deviation, static_cast<double>(spread.uncertainty));
}

// The chance that it is further away than `metres`.
double chance_beyond(const Spread& spread, double metres) {
    const double deviation = deviation_of(spread);
    const double centre = static_cast<double>(spread.metres);
    return 1.0 - (normal_below((metres - centre) / deviation) - normal_below((-metres - centre) / deviation));
}

// Where each distribution is looked at: close together where one is narrow. Beyond the point that the surest of them
// does not pass, none is the nearest any more.
std::vector<double> grid_for(const std::vector<Spread>& rivals) {
    double end = static_cast<double>(rivals.front().metres) + deviations * deviation_of(rivals.front());
    for (const Spread& spread : rivals) {
        end = std::min(end, static_cast<double>(spread.metres) + deviations * deviation_of(spread));
    }
    std::vector<double> grid{0.0, end};
    for (const Spread& spread : rivals) {
        for (int i = -deviations * steps_a_deviation; i <= deviations * steps_a_deviation; ++i) {
            const double at = static_cast<double>(spread.metres) + deviation_of(spread) * i / steps_a_deviation;
            if (at > 0.0 && at < end) grid.push_back(at);
        }
    }
    std::sort(grid.begin(), grid.end());
    grid.erase(std::unique(grid.begin(), grid.end()), grid.end());
    return grid;
}

// Adds for each rival the chance that it is between two points, and all others are beyond.
void add_cell(const std::vector<double>& near, const std::vector<double>& far, std::vector<double>& chances) {
    const std::size_t count = chances.size();
    std::vector<double> after(count + 1, 1.0);  // the chance that all from here on are beyond the middle
    for (std::size_t i = count; i-- > 0;) after[i] = after[i + 1] * (near[i] + far[i]) / 2;
    double before = 1.0;
    for (std::size_t i = 0; i < count; ++i) {
        chances[i] += (near[i] - far[i]) * before * after[i + 1];
        before *= (near[i] + far[i]) / 2;
    }
}

}  // namespace

// Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.28.
double normal_below(double value) {
    constexpr double root_of_two = 1.4142135623730951;
    const double x = (value < 0 ? -value : value) / root_of_two;
    const double sum =
        1.0 +
        x * (0.0705230784 +
             x * (0.0422820123 + x * (0.0092705272 + x * (0.0001520143 + x * (0.0002765672 + x * 0.0000430638)))));
    const double squared = sum * sum;
    const double fourth = squared * squared;
    const double eighth = fourth * fourth;
    const double half = 0.5 / (eighth * eighth);
    return value < 0 ? half : 1.0 - half;
}

std::vector<std::int32_t> chances_to_be_nearest(const std::vector<Spread>& spreads) {
    std::vector<std::int32_t> per_mille(spreads.size(), 0);
    if (spreads.empty()) return per_mille;
    const auto most = static_cast<std::ptrdiff_t>(std::min(spreads.size(), rivals_most));
    const std::vector<Spread> rivals(spreads.begin(), spreads.begin() + most);
    const auto beyond = [&](double metres) {
        std::vector<double> chances;
        for (const Spread& rival : rivals) chances.push_back(chance_beyond(rival, metres));
        return chances;
    };
    std::vector<double> chances(rivals.size(), 0.0);
    const std::vector<double> grid = grid_for(rivals);
    std::vector<double> near = beyond(grid.front());
    for (std::size_t i = 1; i < grid.size(); ++i) {
        std::vector<double> far = beyond(grid[i]);
        add_cell(near, far, chances);
        near = std::move(far);
    }
    double sum = 0.0;
    for (const double chance : chances) sum += chance;
    for (std::size_t i = 0; i < chances.size(); ++i) {
        per_mille[i] = static_cast<std::int32_t>(std::lround(1000.0 * chances[i] / sum));
    }
    return per_mille;
}

}  // namespace paraat::core

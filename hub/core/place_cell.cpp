#include "hub/core/place_cell.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace paraat::core {
namespace {

constexpr std::int64_t quarter_turn_e7 = 900'000'000;
constexpr std::int64_t half_turn = 2 * quarter_turn_e7;
constexpr std::int64_t degree_e7 = 10'000'000;
// A metre of the meridian in units of 1e-7 degree is 89.93; a little more, so that no cell is smaller than agreed.
constexpr std::int64_t metre_e7_hundredths = 8'994;

// The cosine of each whole degree in millionths, rounded down.
constexpr std::array<std::int32_t, 91> cosines = {
    1'000'000, 999'847, 999'390, 998'629, 997'564, 996'194, 994'521, 992'546, 990'268, 987'688, 984'807, 981'627,
    978'147,   974'370, 970'295, 965'925, 961'261, 956'304, 951'056, 945'518, 939'692, 933'580, 927'183, 920'504,
    913'545,   906'307, 898'794, 891'006, 882'947, 874'619, 866'025, 857'167, 848'048, 838'670, 829'037, 819'152,
    809'016,   798'635, 788'010, 777'145, 766'044, 754'709, 743'144, 731'353, 719'339, 707'106, 694'658, 681'998,
    669'130,   656'059, 642'787, 629'320, 615'661, 601'815, 587'785, 573'576, 559'192, 544'639, 529'919, 515'038,
    500'000,   484'809, 469'471, 453'990, 438'371, 422'618, 406'736, 390'731, 374'606, 358'367, 342'020, 325'568,
    309'016,   292'371, 275'637, 258'819, 241'921, 224'951, 207'911, 190'808, 173'648, 156'434, 139'173, 121'869,
    104'528,   87'155,  69'756,  52'335,  34'899,  17'452,  0};

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

// By the degree nearer to the pole, where meridians are closer together.
std::int64_t width_e7(std::int64_t height_e7, std::int64_t farthest_lat_e7) {
    const std::int64_t degree = std::min<std::int64_t>(90, (farthest_lat_e7 + degree_e7 - 1) / degree_e7);
    const std::int64_t cosine = cosines[static_cast<std::size_t>(degree)];
    return cosine == 0 ? 2 * half_turn : std::min(2 * half_turn, height_e7 * 1'000'000 / cosine + 1);
}

}  // namespace

Position cell_centre(Position position, std::int32_t side_m) {
    const std::int64_t height = std::int64_t{side_m} * metre_e7_hundredths / 100 + 1;
    const std::int64_t south = floor_divide(position.lat_e7, height) * height;
    const std::int64_t north = south + height;
    const std::int64_t width = width_e7(height, std::max(std::abs(south), std::abs(north)));
    const std::int64_t west = floor_divide(position.lon_e7 + half_turn, width) * width - half_turn;
    return {static_cast<std::int32_t>(std::clamp(south + height / 2, -quarter_turn_e7, quarter_turn_e7)),
            static_cast<std::int32_t>(std::clamp(west + width / 2, -half_turn, half_turn))};
}

}  // namespace paraat::core

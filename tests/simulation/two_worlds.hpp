#pragma once

#include <cstdint>
#include <filesystem>

#include "hub/app/hub_files.hpp"
#include "tests/simulation/canary.hpp"
#include "tests/simulation/night.hpp"

namespace paraat::simulation {

// What both worlds are made of: the hub's files with covert units, and without anything covert in them.
struct WorldFiles {
    app::HubFiles with;
    app::HubFiles without;
};
WorldFiles files_of_worlds();

struct DayPlan {
    std::uint64_t seed = 1;
    Canary canary = Canary::none;
    bool tells = false;
    Milliseconds length = std::chrono::hours{24};
};

// Which kinds of topics, questions and deeds these days should have had, and had not.
std::vector<std::string> missing_in_days(const Figures& figures, const WorldFiles& files);

// A day twice, side by side: with a covert operation and without one, the same overt input at the same moments. What
// they are compared by is every byte that somebody can obtain who is not cleared, in its order and with its time:
// topics, twins, answers, receipts, pages, log. A complaint is the first difference. `folder` is the day's own.
Outcome play_day(const DayPlan& plan, const WorldFiles& files, const std::filesystem::path& folder);

}  // namespace paraat::simulation

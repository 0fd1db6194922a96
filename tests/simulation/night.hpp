#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "hub/app/hub_files.hpp"
#include "tests/simulation/canary.hpp"
#include "tests/simulation/figures.hpp"

namespace paraat::simulation {

// One night of a hub, a broker, radios and desks: people act, things break, and at its end all is whole and still.
struct Outcome {
    std::vector<std::string> complaints;
    Figures figures;
    std::string head;         // of the hub's journal: the chain's hash at the end
    std::uint64_t syncs = 0;  // of the hub's disk

    bool operator==(const Outcome&) const = default;
};

// The shipped configuration with a covert unit more.
app::HubFiles files_of_nights();

// The one thing that breaks in a night: the hub's power, at a sync of its disk, counted from 1.
struct PowerLoss {
    std::uint64_t sync = 0;  // 0 = never
    bool is_after = false;   // right after it instead of before
};

struct NightPlan {
    std::uint64_t seed = 1;
    Canary canary = Canary::none;
    bool tells = false;
    std::optional<PowerLoss> power_loss;  // absent = all kinds of faults, by chance
};

// The same plan, the same night. `folder` is on a fast file system, and empty.
Outcome play_night(const NightPlan& plan, const app::HubFiles& files, const std::filesystem::path& folder);

}  // namespace paraat::simulation

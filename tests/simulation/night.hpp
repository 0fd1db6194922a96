#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "hub/app/hub_files.hpp"
#include "tests/simulation/canary.hpp"

namespace paraat::simulation {

// One night of a hub, a broker, radios and desks: people act, things break, and at its end all is whole and still.
struct Outcome {
    std::vector<std::string> complaints;
    std::uint64_t happenings = 0;
    std::int64_t commits = 0;
    std::uint64_t starts = 0;  // of the hub
    std::string head;          // of its journal: the chain's hash at the end

    bool operator==(const Outcome&) const = default;
};

// The same seed, the same night. `folder` is on a fast file system, and empty.
Outcome play_night(std::uint64_t seed, const app::HubFiles& files, const std::filesystem::path& folder, Canary canary,
                   bool tells);

}  // namespace paraat::simulation

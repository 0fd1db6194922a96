#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"
#include "tests/simulation/canary.hpp"
#include "tests/simulation/figures.hpp"

namespace paraat::simulation {

struct Seeds {
    std::uint64_t first = 1;
    std::uint64_t last = 1;

    std::uint64_t count() const { return last - first + 1; }
};

struct Playing {
    Seeds seeds;
    Canary canary = Canary::none;
    bool compares_worlds = false;               // days in two worlds (two_worlds.hpp) instead of nights
    Milliseconds day = std::chrono::hours{24};  // how long such a day is
    bool wants_all_kinds = false;               // of topics, questions and deeds in these days, or they fail
    bool tells = false;                         // a story of each
    // One night instead, that of the first seed, again and again: the hub's power goes at these syncs of its disk, the
    // odd numbers before one, the even ones after it. A last number beyond the night's end is taken for its end.
    std::optional<Seeds> sync_points;
    std::uint64_t every = 1;       // of the numbers, one in so many
    bool plays_twice = false;      // and compares
    bool stops_at_first = false;   // night that fails
    unsigned workers = 1;          // processes
    std::filesystem::path folder;  // where disks are simulated
    std::filesystem::path ledger;  // of what was played already by this very program; empty = none
};

// Plays them, each block of seeds in a process of its own, so that a night in which the program dies is one that
// failed. `says` gets lines for a person: nights that failed, and how far it is. An Error says that the ledger is of
// another program or cannot be written.
Result<Figures> play(Playing playing, const std::function<void(const std::string&)>& says);

}  // namespace paraat::simulation

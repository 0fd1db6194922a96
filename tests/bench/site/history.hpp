#pragma once

#include <filesystem>

#include "hub/base/time.hpp"

namespace paraat::bench {

// What a hub left that was killed.
struct History {
    std::int64_t events = 0;
    std::int64_t in_snapshot = 0;  // of them
    std::size_t inputs = 0;
    std::size_t open = 0;  // incidents
    std::size_t kept = 0;  // with those that were closed in the last two days
};

// Makes a journal of that many events and a few: so much of three weeks as they are of a million, with the shipped
// organisation and rules, in which people report, acknowledge, note and close, each through the hub's own intake. About
// `open_most` incidents stay open. The newest snapshot is as old as it gets before the hub makes another. Throws
// std::runtime_error when something is refused.
History write_history(const std::filesystem::path& directory, std::int64_t events, Instant end,
                      std::size_t open_most = 10'000);

}  // namespace paraat::bench

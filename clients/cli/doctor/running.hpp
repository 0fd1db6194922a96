#pragma once

#include <cstdint>
#include <optional>

#include "clients/cli/doctor/finding.hpp"

namespace paraat::cli {

// The private broker that runs, as far as this user may look into it.
struct BrokerSeen {
    bool is_found = false;
    bool may_look = false;
    bool has_guard = false;         // its plugin is loaded
    bool is_guard_current = false;  // and is the one that is installed now
    std::string access_file;        // that it reads
};

// As its health page says.
struct HubHealth {
    bool is_ready = false;
    std::vector<std::string> reasons;
};

struct RunningFacts {
    bool has_private_broker = true;
    bool has_accounts = true;
    std::optional<HubHealth> health;              // nullopt: no hub answers
    std::optional<std::int64_t> clock_offset_ms;  // as the hub shows it; nullopt: it could not be asked
    std::optional<bool> is_clock_kept;            // the system's clock is set by another one; nullopt: it does not tell
    BrokerSeen broker;
    std::optional<std::string> access_file;  // that it should read; nullopt: nobody knows
    std::optional<std::int64_t> disk_free;   // bytes of the journal's disk; nullopt: there is no journal yet
    std::int64_t keep_free = 0;
    std::optional<std::size_t> quarantined;  // messages; nullopt: it could not be looked at
};

// How the hub and its broker are now.
Findings check_running(const RunningFacts& facts);

}  // namespace paraat::cli

#include "hub/app/health.hpp"

#include <algorithm>

#include "hub/app/hub_clock.hpp"
#include "hub/app/path_probe.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t paths_named_most = 5;

std::string reason_of_silence(const std::vector<std::string>& filters) {
    std::string text = "path_silent: nothing comes through ";
    for (std::size_t i = 0; i < std::min(filters.size(), paths_named_most); ++i) {
        if (i > 0) text += ", ";
        text += filters[i];
    }
    if (filters.size() > paths_named_most) {
        text += " and " + std::to_string(filters.size() - paths_named_most) + " more";
    }
    // Without the seconds that grow: a reason that changes is told each time.
    return text + " for " + std::to_string(PathProbe::silent_after.count() / 1000) +
           " s: subscription or access at the broker";
}

}  // namespace

std::vector<std::string> unready_because(const VitalSigns& signs) {
    std::vector<std::string> reasons;
    if (!signs.has_alerts_connection) {
        reasons.emplace_back("no broker");
    } else if (!signs.has_beacons_connection) {
        reasons.emplace_back("no beacons connection");
    }
    if (signs.core_quiet > quiet_most) reasons.emplace_back("the core thread stands still");
    if (signs.journal_quiet > quiet_most) reasons.emplace_back("the journal thread stands still");
    if (signs.publisher_quiet > quiet_most) reasons.emplace_back("the publisher thread stands still");
    if (!signs.has_disk_room) reasons.emplace_back("disk nearly full");
    if (std::chrono::abs(signs.clock_offset) > HubClock::offset_most) {
        reasons.push_back("clock off by " + std::to_string(signs.clock_offset.count() / 1000) + " s");
    }
    if (!signs.silent_paths.empty()) reasons.push_back(reason_of_silence(signs.silent_paths));
    return reasons;
}

std::vector<std::string> degraded_because(const VitalSigns& signs) {
    std::vector<std::string> reasons = unready_because(signs);
    reasons.insert(reasons.end(), signs.quarantine.begin(), signs.quarantine.end());
    if (!signs.keeps_pages) {
        reasons.emplace_back("held_pages: pieces of pages cannot be kept on the disk, so a crash would lose them");
    }
    return reasons;
}

}  // namespace paraat::app

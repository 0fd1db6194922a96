#include "hub/app/health.hpp"

#include "hub/app/hub_clock.hpp"

namespace paraat::app {

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
    return reasons;
}

std::vector<std::string> degraded_because(const VitalSigns& signs) {
    std::vector<std::string> reasons = unready_because(signs);
    reasons.insert(reasons.end(), signs.quarantine.begin(), signs.quarantine.end());
    return reasons;
}

}  // namespace paraat::app

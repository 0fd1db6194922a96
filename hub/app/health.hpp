#pragma once

#include <string>
#include <vector>

#include "hub/base/time.hpp"

namespace paraat::app {

// What shows whether the hub does its work.
struct VitalSigns {
    bool has_alerts_connection = true;
    bool has_beacons_connection = true;
    // How long ago each thread last came round.
    Milliseconds core_quiet{0};
    Milliseconds journal_quiet{0};
    Milliseconds publisher_quiet{0};
    bool has_disk_room = true;
    Milliseconds clock_offset{0};             // of the wall clock against the hub's
    std::vector<std::string> silent_paths{};  // filters of paths that nothing comes through
    bool keeps_pages = true;                  // pieces of pages that wait for their rest outlive the process
    std::vector<std::string> quarantine{};    // what a person should look at there
};

// Longer than any wait that a round of a thread may lawfully have.
inline constexpr Milliseconds quiet_most = std::chrono::seconds{10};

// Why the hub does not do its work, in words for an operator; empty when it does.
std::vector<std::string> unready_because(const VitalSigns& signs);
// Why it is degraded: that, and what it does without until a person acts.
std::vector<std::string> degraded_because(const VitalSigns& signs);

}  // namespace paraat::app

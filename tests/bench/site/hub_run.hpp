#pragma once

#include <chrono>
#include <vector>

#include "tests/bench/site/firings.hpp"
#include "tests/bench/site/site.hpp"

namespace paraat::bench {

struct HubRun {
    std::vector<Fired> fired;  // that were due while it ran
    std::size_t unfired = 0;   // likewise, and nothing came of them
    std::size_t commits = 0;
    double busy = 0;  // processors, on average
};

// The hub's threads as hub/app/hub.cpp runs them, with the shipped configuration and a journal on disk; their clock
// goes on from the site's time. In the place of the broker is one that takes everything at once, so that its time is
// not in what is measured. People report meanwhile. Measured for that long, once all that stands is told to the broker.
HubRun run_hub(const Site& site, std::chrono::seconds span, std::size_t reports_per_second);

}  // namespace paraat::bench

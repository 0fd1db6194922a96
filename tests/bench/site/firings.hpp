#pragma once

#include <unordered_map>
#include <vector>

#include "hub/core/state.hpp"

namespace paraat::bench {

// A step of a call: when it was due, and when it was decided, committed and told; in milliseconds of the hub's time.
struct Fired {
    core::IncidentId incident;
    double due = 0;
    double decided = 0;
    double committed = 0;
    double told = 0;
};

// Tells which events are a step that was due, and since when. Each incident has one call.
class Firings {
public:
    explicit Firings(const core::State& state);

    // What was decided then is put behind `fired`.
    void note(const std::vector<core::Event>& events, double at, std::vector<Fired>& fired);
    // What was due before that moment and did not fire.
    std::size_t unfired(Instant before) const;

private:
    std::unordered_map<core::IncidentId, Instant, IdHash> due_;
};

}  // namespace paraat::bench

#pragma once

#include <cstdint>
#include <vector>

#include "hub/core/incident.hpp"

namespace paraat::core {

// How many incidents are open, and of them how many nobody has acknowledged yet, and how many rest. A drill is no work
// and in no count. Derived from the state: to count anew, each of many thousands would have to be looked up in memory.
class OpenTally {
public:
    struct Count {
        std::int64_t open = 0;
        std::int64_t unacknowledged = 0;
        std::int64_t silenced = 0;
        std::int64_t shelved = 0;

        bool operator==(const Count&) const = default;
    };

    // Before it changes it is taken off, and added as it is then.
    void add(const Incident& incident) { count(incident, 1); }
    void take_off(const Incident& incident) { count(incident, -1); }

    // Those of a compartment, each once.
    Count of(const CompartmentName& compartment) const { return of(compartment, {}); }
    Count of(const CompartmentName& compartment, const DivisionName& division) const;
    bool operator==(const OpenTally&) const = default;

private:
    // Of a handful of divisions.
    struct Line {
        CompartmentName compartment;
        DivisionName division;  // empty = of any
        Count count;

        bool operator==(const Line&) const = default;
    };

    void count(const Incident& incident, std::int64_t by);
    void count(const CompartmentName& compartment, const DivisionName& division, const Count& by);

    std::vector<Line> lines_;  // by compartment and division; none is zero
};

}  // namespace paraat::core

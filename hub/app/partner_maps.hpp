#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "hub/core/state.hpp"
#include "hub/projection/topic.hpp"

namespace paraat::app {

// All that stands with a partner whose format is GeoJSON, as one FeatureCollection on its `map`, which the broker keeps
// for viewers of maps. It is made anew when a word goes out, at most once a second, and emptied when the agreement ends
// or is of another format. One thread.
class PartnerMaps {
public:
    static constexpr Milliseconds interval = std::chrono::seconds{1};

    struct Map {
        std::string topic;
        std::string collection;  // empty = the broker is to keep none

        bool operator==(const Map&) const = default;
    };

    explicit PartnerMaps(const projection::Topics& topics) : topics_(topics) {}

    // Events that are in the state.
    void follow(const std::vector<core::Event>& events);
    // A broker that may keep an old one, or none.
    void renew_all(const core::State& state);
    std::vector<Map> take_due(const core::State& state, Instant now);
    Instant next_due() const;

private:
    const projection::Topics& topics_;
    std::set<core::ClientName> changed_;
    std::map<core::ClientName, Instant> told_;  // when last
};

}  // namespace paraat::app

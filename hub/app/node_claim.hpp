#pragma once

#include <optional>
#include <string>

#include "hub/base/time.hpp"

namespace paraat::app {

// One hub runs under a node's name on a broker: two would take each other's connections, and share out the reports.
// The status that each retains tells them apart by generation and start (docs/decisions/0008).
class NodeClaim {
public:
    static constexpr Milliseconds patience = std::chrono::seconds{15};  // three intervals of the status

    NodeClaim(std::string generation, Instant since) : generation_(std::move(generation)), since_(since) {}

    // Before the hub connects: what the marker on the broker says, empty when there is none. Another's that is not old
    // is watched; what does not change for `patience` was left by a hub that died.
    enum class Verdict { free, perhaps_taken, taken };
    Verdict look(const std::string& marker, Instant now);

    // While the hub runs: a status on its own topic. True when another hub speaks there that is the earlier of the two;
    // then this one must end.
    bool must_yield_to(const std::string& status) const;

private:
    std::string generation_;
    Instant since_;
    std::optional<Instant> watched_since_;
    Instant watched_at_;  // as the other's marker said first
};

}  // namespace paraat::app

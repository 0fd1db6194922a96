#pragma once

#include <compare>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/base/ulid.hpp"
#include "hub/core/names.hpp"

namespace paraat::core {

// What a timer is of. Equal due times fire in this order.
struct TimerKey {
    enum class Of : std::uint8_t {
        absences,
        pauses,
        escalations,
        instruction,
        retirement,
        waits,
        silences,
        claims,
        shifts,
        handovers,
        check_ins,
        reach,
        briefings
    };
    static constexpr Of last = Of::briefings;
    Of of = Of::escalations;
    Ulid subject;
    ClientName client = {};  // of what is somebody's

    auto operator<=>(const TimerKey&) const = default;
};

// One moment per key. Derived from the state, so it is in no snapshot.
class DueQueue {
public:
    // `never` clears it.
    void set(const TimerKey& key, Instant due);
    Instant next_due() const { return by_time_.empty() ? never : by_time_.begin()->first; }
    // In the order of their moments, then of their keys.
    std::vector<TimerKey> due_at(Instant now) const;
    bool operator==(const DueQueue&) const = default;

private:
    std::map<TimerKey, Instant> by_key_;
    std::set<std::pair<Instant, TimerKey>> by_time_;
};

}  // namespace paraat::core

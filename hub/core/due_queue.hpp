#pragma once

#include <compare>
#include <functional>
#include <set>
#include <tuple>
#include <unordered_map>
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
        exercises,
        authorisations,
        briefings,
        agreements,
        partner_words
    };
    static constexpr Of last = Of::partner_words;
    Of of = Of::escalations;
    Ulid subject;
    ClientName client = {};  // of what is somebody's

    auto operator<=>(const TimerKey&) const = default;
};

// By what no order may come of.
struct TimerKeyHash {
    std::size_t operator()(const TimerKey& key) const {
        const std::size_t subject = IdHash{}(IncidentId{key.subject});
        return (subject ^ std::hash<std::string>{}(key.client.text)) + static_cast<std::size_t>(key.of);
    }
};

// One moment per key. Derived from the state, so it is in no snapshot.
class DueQueue {
public:
    DueQueue() = default;
    DueQueue(const DueQueue& other);
    DueQueue(DueQueue&& other) noexcept = default;
    DueQueue& operator=(DueQueue other) noexcept;
    ~DueQueue() = default;

    // `never` clears it.
    void set(const TimerKey& key, Instant due);
    Instant next_due() const { return by_time_.empty() ? never : by_time_.begin()->first; }
    // In the order of their moments, then of their keys.
    std::vector<TimerKey> due_at(Instant now) const;
    bool operator==(const DueQueue& other) const { return by_key_ == other.by_key_; }

private:
    // Its key is that of `by_key_`: of a hundred thousand each is kept once.
    using Due = std::pair<Instant, const TimerKey*>;
    struct Sooner {
        bool operator()(const Due& one, const Due& other) const {
            return std::tie(one.first, *one.second) < std::tie(other.first, *other.second);
        }
    };

    // Each change of an incident looks up what it might wait for, most of which it does not.
    std::unordered_map<TimerKey, Instant, TimerKeyHash> by_key_;
    std::set<Due, Sooner> by_time_;
};

}  // namespace paraat::core

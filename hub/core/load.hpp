#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "hub/core/escalation_policy.hpp"
#include "hub/core/event.hpp"

namespace paraat::core {

struct Incident;

// Where alerts come to: an account that is asked, or the tray of a division. Those of another compartment come to
// another post.
struct Post {
    CompartmentName compartment;
    Target target;  // a unit, which is any account, or a division

    auto operator<=>(const Post&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "compartment", self.compartment);
        visit(2, "target", self.target);
    }
};

// What came to a post in ten minutes by the clock.
struct LoadPeriod {
    std::int32_t high = 0;    // alerts of priority 1
    std::int32_t middle = 0;  // of 2
    std::int32_t low = 0;     // of 3 to 5
    std::int32_t reminders = 0;

    std::int32_t alerts() const { return high + middle + low; }
    std::int32_t& of(std::int32_t priority) { return priority == 1 ? high : priority == 2 ? middle : low; }

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "high", self.high);
        visit(2, "middle", self.middle);
        visit(3, "low", self.low);
        visit(4, "reminders", self.reminders);
    }
};

struct PostAlert {
    Instant at;
    IncidentId incident;
    std::int32_t priority = 4;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "at", self.at);
        visit(2, "incident", self.incident);
        visit(3, "priority", self.priority);
    }
};

inline constexpr Milliseconds load_period = std::chrono::minutes{10};
inline constexpr std::int64_t load_periods = 144;       // that are remembered: a day
inline constexpr std::int32_t flood_above = 10;         // alerts in ten minutes (EEMUA 191)
inline constexpr std::size_t recent_alerts_most = 100;  // of a post; what is counted beyond is a flood anyway

struct PostLoad {
    std::map<std::int64_t, LoadPeriod> periods;  // in which something came, by their number since the epoch
    std::vector<PostAlert> recent;               // of the last ten minutes, oldest first

    std::int32_t alerts_in_last_period(Instant now) const;
    // When more than ten alerts in ten minutes will have been, if no more come; Instant{} when they are not.
    Instant flood_ends() const;
    bool is_in_flood(Instant now) const { return flood_ends() > now; }

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "periods", self.periods);
        visit(2, "recent", self.recent);
    }
};

// How many alerts came to whom (docs/decisions/0022). Drills are not counted.
struct Load {
    std::optional<Instant> since;  // what was before is not known; nullopt = nothing happened yet
    std::map<Post, PostLoad> posts;
    std::int64_t newest_period = 0;  // in which something came

    // After the event has changed its incident, which had asked for attention anew at revision `raised_before`.
    void follow(const Incident& incident, Revision raised_before, const Event& event);
    const PostLoad* post(const Post& which) const;  // nullptr when nothing came to it

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "since", self.since);
        visit(2, "posts", self.posts);
        visit(3, "newest_period", self.newest_period);
    }
};

std::int64_t load_period_of(Instant at);

}  // namespace paraat::core

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "hub/codec/cot/event.hpp"

namespace paraat::codec::cot {

// Which emergencies are going on. Each is a state that begins with an event and ends with a cancel, never by its stale
// time: a server or a device says it again and again meanwhile. Bounded; pure, for one thread.
class Emergencies {
public:
    // Of one owner at a time; what he raises beyond is the alarm that he is in already.
    static constexpr std::size_t of_owner_most = 8;

    explicit Emergencies(std::size_t owners_most = 10'000) : owners_most_(owners_most) {}

    enum class Outcome : std::uint8_t {
        raised,        // a new alarm
        repeated,      // said again
        late,          // said again of what was cancelled meanwhile: no newer than what was known before
        cancelled,     // `uids` of them end
        nothing_open,  // a cancel of nothing
        untracked,     // a new alarm, but there is no room to know when it is said again
    };
    struct Told {
        Outcome outcome;
        std::vector<std::string> uids;
    };
    struct Open {
        std::string uid;
        std::string type;
        Instant raised_at;  // by the device's clock
        Instant newest_at;
    };

    // `owner` is who sent it, by what the hub knows and not by what the event says. Of a type that is no emergency and
    // no cancel: nothing_open.
    Told take(const std::string& owner, const Event& event);
    // Whether it ever raised one, as far as that is remembered.
    bool knows(const std::string& owner) const { return owners_.contains(owner); }
    // Another person ended all of that owner's.
    void end_all_of(const std::string& owner);
    // Oldest first.
    const std::vector<Open>& open_of(const std::string& owner) const;

private:
    struct Owned {
        std::vector<Open> open;
        std::vector<Open> cancelled;  // the newest few
    };

    Told raise(const std::string& owner, const Event& event);
    Told cancel(const std::string& owner, const Event& event);
    static void put_away(Owned& owned, std::size_t which);
    bool makes_room();

    std::size_t owners_most_;
    std::map<std::string, Owned> owners_;
};

}  // namespace paraat::codec::cot

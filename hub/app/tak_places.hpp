#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>

#include "hub/base/time.hpp"
#include "hub/base/token_bucket.hpp"
#include "hub/core/names.hpp"
#include "hub/tak/session_id.hpp"

namespace paraat::app {

// Which sessions of TAK an account has, and whether one more gets a place: so that neither a device that lost its
// network waits for its own dead sessions, nor a stolen certificate pushes out the device that it was stolen from.
// Knows accounts of the organisation alone, so it never holds more than those. No clock; for one thread.
class TakPlaces {
public:
    static constexpr std::size_t sessions_most = 8;
    static constexpr std::int64_t new_a_minute = 12;  // from one place
    static constexpr std::size_t places_most = 16;    // within a minute
    // From then on a session may be dead, though the network did not say so: as long as a lease.
    static constexpr Milliseconds silent_after = std::chrono::seconds{150};
    // That so often within so long one that lives was pushed out, or kept its place from a newer one, is no accident.
    static constexpr std::size_t clashes_most = 3;
    static constexpr Milliseconds clashes_within = std::chrono::minutes{10};
    static constexpr Milliseconds contested_again_after = std::chrono::minutes{1};

    struct Ruling {
        bool is_let_in = false;
        // The one that was silent for longest, or else the newest of where most of them are from.
        std::optional<tak::SessionId> replaces = {};
        // An older session than this one, where the account's sessions keep being displaced or refused. Once a minute.
        std::optional<tak::SessionId> contests = {};
    };

    // `place`: where it is from (tak::place_of). Each has its own new ones, so that who comes again and again from
    // elsewhere does not use up those of the device.
    Ruling enter(const core::ClientName& account, tak::SessionId session, const std::string& place, Instant now);
    void hear(const core::ClientName& account, tak::SessionId session, Instant now);
    void leave(const core::ClientName& account, tak::SessionId session);

private:
    struct Seat {
        std::string place;
        Instant heard_at;
    };
    struct Account {
        std::map<tak::SessionId, Seat> seats;
        // By place; in sixtieths of a session, since its rate is per second.
        std::map<std::string, TokenBucket> new_ones;
        tak::SessionId latest{};  // that was let in
        std::deque<Instant> clashes;
        std::optional<Instant> contested_at;
    };

    static bool is_in_time(Account& own, const std::string& place, Instant now);
    static tak::SessionId who_gives_way(const Account& own);
    static bool keeps_clashing(Account& own, Instant now);

    std::map<core::ClientName, Account> accounts_;
};

}  // namespace paraat::app

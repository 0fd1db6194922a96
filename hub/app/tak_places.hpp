#pragma once

#include <deque>
#include <map>
#include <optional>

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
    static constexpr std::int64_t new_a_minute = 12;
    // From then on a session may be dead, though the network did not say so: as long as a lease.
    static constexpr Milliseconds silent_after = std::chrono::seconds{150};
    // That so often within so long one that lives was pushed out, or kept its place from a newer one, is no accident.
    static constexpr std::size_t clashes_most = 3;
    static constexpr Milliseconds clashes_within = std::chrono::minutes{10};
    static constexpr Milliseconds contested_again_after = std::chrono::minutes{1};

    struct Ruling {
        bool is_let_in = false;
        std::optional<tak::SessionId> replaces =
            {};  // the one that was silent for longest, or else the newest before it
        // Sessions of the account keep displacing each other: one that lives beside the newest. Once a minute.
        std::optional<tak::SessionId> contests = {};
    };

    Ruling enter(const core::ClientName& account, tak::SessionId session, Instant now);
    void hear(const core::ClientName& account, tak::SessionId session, Instant now);
    void leave(const core::ClientName& account, tak::SessionId session);

private:
    struct Account {
        std::map<tak::SessionId, Instant> heard_at;
        // In sixtieths of a session, since its rate is per second.
        TokenBucket new_ones{new_a_minute, new_a_minute * 60};
        std::deque<Instant> clashes;
        std::optional<Instant> contested_at;
    };

    static bool keeps_clashing(Account& own, Instant now);

    std::map<core::ClientName, Account> accounts_;
};

}  // namespace paraat::app

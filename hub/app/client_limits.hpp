#pragma once

#include <map>
#include <optional>

#include "hub/app/hub_config.hpp"
#include "hub/base/token_bucket.hpp"
#include "hub/core/names.hpp"
#include "hub/core/organisation.hpp"

namespace paraat::app {

// How many new inputs each client may have decided, and how many bytes of them (docs/decisions/0012). Owned by the core
// thread.
class ClientLimits {
public:
    explicit ClientLimits(const HubConfig::Limits& limits);

    // Nullopt: one more of so many bytes is decided now. Otherwise it is not, takes nothing, and may come again after
    // this time.
    std::optional<Milliseconds> hold_back(const core::ClientName& client, std::size_t bytes, Instant now);

    // Clients that are remembered at once.
    static constexpr std::size_t clients_most = 10'000;

    std::size_t remembered() const { return buckets_.size(); }

private:
    // Of a client; without a limit there is no bucket.
    struct Buckets {
        std::optional<TokenBucket> inputs;
        std::optional<TokenBucket> bytes;

        bool are_full(Instant now) const {
            return (!inputs || inputs->is_full(now)) && (!bytes || bytes->is_full(now));
        }
    };
    void make_room(Instant now);

    const Buckets full_;
    std::map<core::ClientName, Buckets> buckets_;
};

// The largest message of that client, in bytes: of a unit, a desk, or whoever is outside or unknown.
std::size_t message_most_of(const core::Account* account, const HubConfig::Limits& limits);

}  // namespace paraat::app

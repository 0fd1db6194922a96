#pragma once

#include <map>
#include <optional>

#include "hub/app/hub_config.hpp"
#include "hub/base/token_bucket.hpp"
#include "hub/core/names.hpp"

namespace paraat::app {

// How many new inputs each client may have decided (docs/decisions/0012). Owned by the core thread.
class ClientLimits {
public:
    explicit ClientLimits(const HubConfig::Limits& limits) : rate_(limits.client_rate), burst_(limits.client_burst) {}

    // Nullopt: one more is decided now. Otherwise it is not, and may come again after this time.
    std::optional<Milliseconds> hold_back(const core::ClientName& client, Instant now);

    // Clients that are remembered at once.
    static constexpr std::size_t clients_most = 10'000;

    std::size_t remembered() const { return buckets_.size(); }

private:
    void make_room(Instant now);

    std::int64_t rate_;  // 0 = no limit
    std::int64_t burst_;
    std::map<core::ClientName, TokenBucket> buckets_;
};

}  // namespace paraat::app

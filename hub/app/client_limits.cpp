#include "hub/app/client_limits.hpp"

namespace paraat::app {

std::optional<Milliseconds> ClientLimits::hold_back(const core::ClientName& client, Instant now) {
    if (rate_ == 0) return std::nullopt;
    if (buckets_.size() >= clients_most && !buckets_.contains(client)) make_room(now);
    TokenBucket& bucket = buckets_.try_emplace(client, rate_, burst_).first->second;
    if (bucket.take(now)) return std::nullopt;
    return bucket.wait(now);
}

// A full bucket is as good as none. Where too few are full all are forgotten, so that not every new name costs a look
// at each of them: at worst a client has its burst once more.
void ClientLimits::make_room(Instant now) {
    std::erase_if(buckets_, [&](const auto& entry) { return entry.second.is_full(now); });
    if (buckets_.size() > clients_most / 2) buckets_.clear();
}

}  // namespace paraat::app

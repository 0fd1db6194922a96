#include "hub/app/client_limits.hpp"

#include <algorithm>

namespace paraat::app {
namespace {

std::optional<TokenBucket> bucket(std::int64_t rate, std::int64_t burst) {
    return rate == 0 ? std::nullopt : std::optional<TokenBucket>(std::in_place, rate, burst);
}

}  // namespace

ClientLimits::ClientLimits(const HubConfig::Limits& limits)
    : full_{bucket(limits.client_rate, limits.client_burst), bucket(limits.client_bytes, limits.client_bytes_burst)} {}

std::optional<Milliseconds> ClientLimits::hold_back(const core::ClientName& client, std::size_t bytes, Instant now) {
    if (!full_.inputs && !full_.bytes) return std::nullopt;
    if (buckets_.size() >= clients_most && !buckets_.contains(client)) make_room(now);
    Buckets& of_client = buckets_.try_emplace(client, full_).first->second;
    const auto size = static_cast<std::int64_t>(bytes);
    // Both or none: what is put off comes again, and would pay twice.
    Milliseconds wait{0};
    if (of_client.inputs) wait = of_client.inputs->wait(now);
    if (of_client.bytes) wait = std::max(wait, of_client.bytes->wait(now, size));
    if (wait > Milliseconds{0}) return wait;
    if (of_client.inputs) of_client.inputs->take(now);
    if (of_client.bytes) of_client.bytes->take(now, size);
    return std::nullopt;
}

// Full ones are as good as none. Where too few are full all are forgotten, so that not every new name costs a look at
// each of them: at worst a client has its burst once more.
void ClientLimits::make_room(Instant now) {
    std::erase_if(buckets_, [&](const auto& entry) { return entry.second.are_full(now); });
    if (buckets_.size() > clients_most / 2) buckets_.clear();
}

std::size_t message_most_of(const core::Account* account, const HubConfig::Limits& limits) {
    std::int64_t most = limits.person_message;
    if (account == nullptr || account->is_outside) {
        most = limits.partner_message;
    } else if (account->is_unit) {
        most = limits.device_message;
    }
    return static_cast<std::size_t>(most);
}

}  // namespace paraat::app

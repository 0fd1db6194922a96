#include "hub/app/node_claim.hpp"

#include <tuple>

#include "hub/codec/read_status.hpp"

namespace paraat::app {

NodeClaim::Verdict NodeClaim::look(const std::string& marker, Instant now) {
    const auto other = codec::read_hub_status(marker);
    // Our own generation is this journal's, and its lock lets one hub write it.
    if (!other || !other->living || other->state == core::HubState::down || other->generation == generation_) {
        return Verdict::free;
    }
    const Instant at = other->living->at;
    if (!watched_since_) {
        if (now - at > patience) return Verdict::free;
        watched_since_ = now;
        watched_at_ = at;
        return Verdict::perhaps_taken;
    }
    if (at != watched_at_) return Verdict::taken;
    return now - *watched_since_ >= patience ? Verdict::free : Verdict::perhaps_taken;
}

bool NodeClaim::must_yield_to(const std::string& status) const {
    const auto other = codec::read_hub_status(status);
    if (!other || !other->living || other->state == core::HubState::down) return false;
    const auto ours = std::tie(since_, generation_);
    const auto theirs = std::tie(other->living->since, other->generation);
    // What was said before this hub began may have waited at the broker, and its speaker be gone.
    return theirs < ours && other->living->at > since_;
}

}  // namespace paraat::app

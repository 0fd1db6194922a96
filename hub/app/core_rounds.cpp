#include "hub/app/core_rounds.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds longest_wait = std::chrono::milliseconds{250};
constexpr Milliseconds wait_while_listening = std::chrono::milliseconds{50};

}  // namespace

CoreRounds::CoreRounds(Intake& intake, transport::Transport& transport, Instant now, Quarantine* quarantine)
    : intake_(intake), transport_(transport), quarantine_(quarantine), listening_(now) {}

Milliseconds CoreRounds::patience(Instant now) const {
    const Instant due = listening_.is_over() ? intake_.next_due() : now + wait_while_listening;
    return due <= now ? Milliseconds{0} : std::min(longest_wait, due - now);
}

Result<void> CoreRounds::go_on(const std::vector<transport::Inbound>& arrived, Instant now, bool accepts_intake,
                               Batch& batch) {
    for (const transport::Inbound& message : arrived) {
        if (auto taken = take(message, now, accepts_intake, batch); !taken) return taken;
    }
    if (quarantine_ != nullptr) quarantine_->look(now);
    using transport::Lane;
    const bool is_connected = transport_.is_connected(Lane::alerts);
    listening_.pass({now, is_connected, transport_.incarnation(Lane::alerts), !arrived.empty()});
    if (!is_connected || !listening_.is_over()) intake_.was_deaf_until(now);
    if (listening_.is_over()) intake_.pass_time(now, batch);
    return intake_.take_late(now, accepts_intake, batch);
}

Result<void> CoreRounds::end(Instant now, bool accepts_intake, Batch& batch) {
    return intake_.take_held(now, accepts_intake, batch);
}

// What makes the process die here is found in hand by the next one.
Result<void> CoreRounds::take(const transport::Inbound& message, Instant now, bool accepts_intake, Batch& batch) {
    if (quarantine_ == nullptr) return intake_.take(message, now, accepts_intake, batch);
    if (!quarantine_->take_in_hand(message.topic, message.payload, now)) {
        intake_.refuse_quarantined(message, call_for_help(message, now, batch), now, batch);
        return {};
    }
    auto taken = intake_.take(message, now, accepts_intake, batch);
    quarantine_->let_go();
    return taken;
}

// What the hub dies of may be the call itself: so the hub's own words for it are in hand meanwhile, and set aside like
// anybody's.
bool CoreRounds::call_for_help(const transport::Inbound& quarantined, Instant now, Batch& batch) {
    const auto cry = intake_.cry_in(quarantined, now);
    if (!cry || !quarantine_->take_in_hand(quarantined.topic, cry->words, now)) return false;
    const bool is_called = intake_.call_for_help(*cry, now, batch);
    quarantine_->let_go();
    return is_called;
}

}  // namespace paraat::app

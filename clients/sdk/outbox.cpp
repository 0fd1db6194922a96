#include "clients/sdk/outbox.hpp"

#include <algorithm>

#include "hub/base/digest.hpp"

namespace paraat::sdk {
namespace {

constexpr std::size_t of_digits = 16;

}  // namespace

Result<Outbox> Outbox::open(OutboxStore& store, OutboxLimits limits, Instant now) {
    auto left = store.all();
    if (!left) return left.error();
    Outbox outbox(store, limits);
    for (auto& [number, letter] : *left) outbox.add(number, std::move(letter), now);
    return outbox;
}

Result<void> Outbox::keep(Letter letter, Instant now) {
    const auto known = numbers_.find({letter.kind, letter.id});
    if (known != numbers_.end()) {
        if (waiting_.at(known->second).letter.payload == letter.payload) return {};
        return Error{"id_reused", "id", "another " + letter.kind + " with the id \"" + letter.id + "\" waits still"};
    }
    const bool has_room =
        waiting_.size() < limits_.letters_most && bytes_ + letter.payload.size() <= limits_.bytes_most;
    if (!has_room) {
        return Error{"outbox_full", "",
                     std::to_string(waiting_.size()) + " messages wait for the hub; there is no room for more"};
    }
    const auto number = store_->keep(letter);
    if (!number) return number.error();
    news_.push_back({letter.kind, letter.id, LetterState::kept, {}});
    add(*number, std::move(letter), now);
    return {};
}

std::optional<Letter> Outbox::take_due(Instant now, std::uint32_t chance) {
    Waiting* next = nullptr;
    for (auto& [number, waiting] : waiting_) {
        if (waiting.again > now || !may_go(waiting)) continue;
        if (next == nullptr || (waiting.letter.is_urgent && !next->letter.is_urgent)) next = &waiting;
    }
    if (next == nullptr) return std::nullopt;
    next->again = now + resend_after(next->tries++, chance, limits_.resend);
    if (!std::exchange(next->is_on_the_way, true)) ++on_the_way_;
    news_.push_back({next->letter.kind, next->letter.id, LetterState::sent, {}});
    return next->letter;
}

Instant Outbox::next_due(bool is_connected) const {
    Instant due = news_.empty() ? never : Instant{0};
    for (const auto& [number, waiting] : waiting_) {
        due = std::min(due, waiting.unsent_at);
        if (is_connected && may_go(waiting)) due = std::min(due, waiting.again);
    }
    return due;
}

void Outbox::begin_again(Instant now) {
    on_the_way_ = 0;
    for (auto& [number, waiting] : waiting_) {
        // What the hub asked to wait for waits on.
        if (waiting.is_on_the_way) waiting.again = std::min(waiting.again, now);
        waiting.is_on_the_way = false;
        waiting.tries = 0;
    }
}

bool Outbox::is_late(Instant now) const {
    return std::any_of(waiting_.begin(), waiting_.end(),
                       [&](const auto& one) { return one.second.is_on_the_way && one.second.again <= now; });
}

void Outbox::go_again(Instant now, Milliseconds spread) {
    for (auto& [number, waiting] : waiting_) {
        if (!waiting.is_on_the_way) continue;
        waiting.again = std::min(waiting.again, waiting.letter.is_urgent ? now : now + spread);
        waiting.tries = 0;
    }
}

Result<void> Outbox::receive(const ReceiptWord& receipt, Instant now) {
    const auto number = meant_by(receipt);
    if (!number) return {};
    Waiting& waiting = waiting_.at(*number);
    if (std::exchange(waiting.is_on_the_way, false)) --on_the_way_;
    if (!receipt.is_accepted && receipt.is_retry) {
        waiting.again = std::max(waiting.again, now + receipt.retry_after);
        return {};
    }
    const Letter ended = std::move(waiting.letter);
    waiting_.erase(*number);
    bytes_ -= ended.payload.size();
    numbers_.erase({ended.kind, ended.id});
    for (auto& [next, behind] : waiting_) {
        if (!behind.is_behind || behind.letter.kind != ended.kind || behind.letter.id != ended.id) continue;
        behind.is_behind = false;
        numbers_[{ended.kind, ended.id}] = next;
        break;
    }
    const LetterState state = receipt.is_accepted ? LetterState::accepted : LetterState::refused;
    news_.push_back({ended.kind, ended.id, state, receipt.bytes});
    return store_->forget(*number);
}

std::vector<LetterNews> Outbox::tell(Instant now) {
    for (auto& [number, waiting] : waiting_) {
        if (waiting.unsent_at > now) continue;
        waiting.unsent_at = never;
        news_.push_back({waiting.letter.kind, waiting.letter.id, LetterState::unsent, {}});
    }
    return std::exchange(news_, {});
}

void Outbox::add(std::int64_t number, Letter letter, Instant now) {
    bytes_ += letter.payload.size();
    const bool is_first = numbers_.try_emplace({letter.kind, letter.id}, number).second;
    waiting_[number] = {std::move(letter), 0, now, now + limits_.unsent_after, false, !is_first};
}

bool Outbox::may_go(const Waiting& waiting) const {
    if (waiting.is_behind) return false;
    return waiting.is_on_the_way || waiting.letter.is_urgent || on_the_way_ < limits_.on_the_way_most;
}

std::optional<std::int64_t> Outbox::meant_by(const ReceiptWord& receipt) const {
    const auto known = numbers_.find({receipt.kind, receipt.id});
    if (known != numbers_.end()) return known->second;
    if (receipt.of.size() != of_digits) return std::nullopt;
    for (const auto& [number, waiting] : waiting_) {
        const Sha256 digest = sha256(waiting.letter.payload);
        if (hex(digest).starts_with(receipt.of)) return number;
    }
    return std::nullopt;
}

}  // namespace paraat::sdk

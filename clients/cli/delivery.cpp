#include "clients/cli/delivery.hpp"

#include <algorithm>

#include "clients/sdk/resend.hpp"

namespace paraat::cli {

Milliseconds gap(const Pace& pace, Instant before, Instant now) {
    if (pace.speed <= 0 || now <= before) return Milliseconds{0};
    const double span = static_cast<double>((now - before).count()) / pace.speed;
    const auto most = static_cast<double>(pace.longest_gap.count());
    return Milliseconds{static_cast<std::int64_t>(std::min(span, most))};
}

Delivery::Delivery(std::vector<Instant> happened, const Pace& pace, std::chrono::seconds patience, Moment begins)
    : happened_(std::move(happened)), pace_(pace), patience_(patience), next_due_(begins), silent_since_(begins) {}

std::optional<std::size_t> Delivery::take_due(Moment now, std::uint32_t chance) {
    for (auto& [record, waiting] : waiting_) {
        if (waiting.again > now) continue;
        waiting.again = now + sdk::resend_after(++waiting.tries, chance);
        return record;
    }
    if (!is_next_due(now) || waiting_.size() >= unanswered_most) return std::nullopt;
    if (waiting_.empty()) silent_since_ = now;
    const std::size_t record = next_++;
    waiting_[record].again = now + sdk::resend_after(0, chance);
    if (next_ < happened_.size()) next_due_ = now + gap(pace_, happened_[record], happened_[next_]);
    return record;
}

bool Delivery::answer(std::size_t record, Moment now) {
    if (waiting_.erase(record) == 0) return false;
    ++answered_;
    silent_since_ = now;
    return true;
}

void Delivery::begin_again(Moment now) {
    for (auto& [record, waiting] : waiting_) waiting.again = now;
}

bool Delivery::is_out_of_patience(Moment now) {
    if (waiting_.empty() && !is_next_due(now)) silent_since_ = now;
    return now - silent_since_ > patience_;
}

}  // namespace paraat::cli

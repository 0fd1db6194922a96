#include "hub/transport/outbox.hpp"

#include <algorithm>

namespace paraat::transport {
namespace {

// An answer, of which a slow or greedy reader gets only so many at once.
bool is_page(const Outbound& message) {
    return message.urgency == Urgency::board_or_result && message.qos > 0;
}

}  // namespace

bool Outbox::put(const Outbound& message) {
    {
        std::lock_guard lock(mutex_);
        if (is_closed_) return false;
        Queue& queue = queues_[static_cast<std::size_t>(message.urgency)];
        if (message.is_conflated) {
            // The newest of its topic: a message between two others must not move before the first.
            const auto older = std::find_if(queue.rbegin(), queue.rend(),
                                            [&](const Outbound& other) { return other.topic == message.topic; });
            if (older != queue.rend() && older->is_conflated) {
                *older = message;
                return true;
            }
        }
        if (waiting_ >= outbox_most) return false;
        queue.push_back(message);
        ++waiting_;
    }
    changed_.notify_one();
    return true;
}

void Outbox::wait_for_room(Milliseconds patience) {
    std::unique_lock lock(mutex_);
    has_room_.wait_for(lock, patience, [&] { return is_closed_ || waiting_ < outbox_most; });
}

std::optional<Outbox::Sending> Outbox::take(Milliseconds patience) {
    std::unique_lock lock(mutex_);
    std::optional<Sending> sending;
    changed_.wait_for(lock, patience, [&] {
        if (!is_closed_ && on_its_way_.size() < window) sending = next();
        return is_closed_ || sending;
    });
    lock.unlock();
    if (sending) has_room_.notify_one();
    return sending;
}

std::optional<Outbox::Sending> Outbox::next() {
    for (Queue& queue : queues_) {
        const auto first = first_that_may_go(queue);
        if (first == queue.end()) continue;
        Sending sending{++number_, std::move(*first)};
        queue.erase(first);
        --waiting_;
        if (is_page(sending.message)) ++pages_on_their_way_[sending.message.topic];
        on_its_way_.emplace(sending.number, sending.message);
        return sending;
    }
    return std::nullopt;
}

Outbox::Queue::iterator Outbox::first_that_may_go(Queue& queue) {
    return std::find_if(queue.begin(), queue.end(), [&](const Outbound& message) {
        if (!is_page(message)) return true;
        const auto pages = pages_on_their_way_.find(message.topic);
        return pages == pages_on_their_way_.end() || pages->second < pages_at_once;
    });
}

void Outbox::done(std::uint64_t number) {
    {
        std::lock_guard lock(mutex_);
        const auto arrived = on_its_way_.find(number);
        if (arrived == on_its_way_.end()) return;
        const auto pages = pages_on_their_way_.find(arrived->second.topic);
        if (is_page(arrived->second) && --pages->second == 0) pages_on_their_way_.erase(pages);
        on_its_way_.erase(arrived);
        ++sent_;
    }
    changed_.notify_one();
}

void Outbox::take_back() {
    std::lock_guard lock(mutex_);
    for (auto sending = on_its_way_.rbegin(); sending != on_its_way_.rend(); ++sending) {
        Outbound& message = sending->second;
        Queue& queue = queues_[static_cast<std::size_t>(message.urgency)];
        const bool is_replaced =
            message.is_conflated && std::any_of(queue.begin(), queue.end(),
                                                [&](const Outbound& newer) { return newer.topic == message.topic; });
        if (is_replaced) continue;
        queue.push_front(std::move(message));
        ++waiting_;
    }
    on_its_way_.clear();
    pages_on_their_way_.clear();
}

void Outbox::clear() {
    std::lock_guard lock(mutex_);
    for (Queue& queue : queues_) queue.clear();
    on_its_way_.clear();
    pages_on_their_way_.clear();
    waiting_ = 0;
}

void Outbox::close() {
    {
        std::lock_guard lock(mutex_);
        is_closed_ = true;
    }
    changed_.notify_all();
    has_room_.notify_all();
}

std::size_t Outbox::unfinished() const {
    std::lock_guard lock(mutex_);
    return on_its_way_.size() + waiting_;
}

std::uint64_t Outbox::sent() const {
    std::lock_guard lock(mutex_);
    return sent_;
}

}  // namespace paraat::transport

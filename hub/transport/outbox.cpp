#include "hub/transport/outbox.hpp"

#include <algorithm>
#include <utility>

namespace paraat::transport {
namespace {

// An answer, of which a slow or greedy reader gets only so many at once.
bool is_page(const Outbound& message) {
    return message.urgency == Urgency::board_or_result && message.qos > 0;
}

}  // namespace

Outbox::Put Outbox::put(const Outbound& message) {
    {
        std::lock_guard lock(mutex_);
        if (is_closed_ || (!is_connected_ && !message.waits_for_connection)) return Put::let_go;
        if (replaces_older(message)) return Put::taken;
        if (is_full()) {
            if (is_connected_ && when_full_ == WhenFull::waits) return Put::full;
            drop_oldest(queue_of(message));
        }
        add(message);
    }
    changed_.notify_one();
    return Put::taken;
}

bool Outbox::replaces_older(const Outbound& message) {
    if (!message.is_conflated) return false;
    Queue& queue = queue_of(message);
    // The newest of its topic: a message between two others must not move before the first.
    const auto older =
        std::find_if(queue.rbegin(), queue.rend(), [&](const Outbound& other) { return other.topic == message.topic; });
    if (older == queue.rend() || !older->is_conflated) return false;
    bytes_ += size_of(message) - size_of(*older);
    *older = message;
    return true;
}

void Outbox::add(const Outbound& message) {
    queue_of(message).push_back(message);
    bytes_ += size_of(message);
    ++waiting_;
}

// Until there is room; from the queue that is to grow, so that nothing more urgent goes for it.
void Outbox::drop_oldest(Queue& queue) {
    while (is_full() && !queue.empty()) {
        bytes_ -= size_of(queue.front());
        queue.pop_front();
        --waiting_;
        ++dropped_;
    }
}

void Outbox::wait_for_room(Milliseconds patience) {
    std::unique_lock lock(mutex_);
    has_room_.wait_for(lock, patience, [&] { return is_closed_ || !is_connected_ || !is_full(); });
}

bool Outbox::has_room() const {
    std::lock_guard lock(mutex_);
    return waiting_ < most_ / 2 && bytes_ < bytes_most_ / 2;
}

std::optional<Outbox::Sending> Outbox::take(Milliseconds patience) {
    std::unique_lock lock(mutex_);
    std::optional<Sending> sending;
    const auto has_come = [&] {
        if (!is_closed_ && on_its_way_ < window) sending = next();
        return is_closed_ || sending;
    };
    if (!has_come() && patience > Milliseconds{0}) changed_.wait_for(lock, patience, has_come);
    lock.unlock();
    if (sending) has_room_.notify_one();
    return sending;
}

std::optional<Outbox::Sending> Outbox::next() {
    for (Queue& queue : queues_) {
        const auto first = first_that_may_go(queue);
        if (first == queue.end()) continue;
        flights_.push_back(flight_of(*first));
        Sending sending{++number_, std::move(*first)};
        queue.erase(first);
        bytes_ -= size_of(sending.message);
        --waiting_;
        if (is_page(sending.message)) ++pages_on_their_way_[sending.message.topic];
        if (sending.message.qos > 0) ++owed_;
        ++on_its_way_;
        return sending;
    }
    return std::nullopt;
}

// Most of what is sent is told anew on the next connection, so only the rest is copied.
Outbox::Flight Outbox::flight_of(const Outbound& message) {
    Flight flight;
    flight.qos = message.qos;
    if (is_page(message)) flight.page_topic = message.topic;
    if (message.waits_for_connection) flight.kept = message;
    return flight;
}

Outbox::Queue::iterator Outbox::first_that_may_go(Queue& queue) {
    return std::find_if(queue.begin(), queue.end(), [&](const Outbound& message) {
        if (!is_page(message)) return true;
        const auto pages = pages_on_their_way_.find(message.topic);
        return pages == pages_on_their_way_.end() || pages->second < pages_at_once;
    });
}

void Outbox::done(std::uint64_t number) {
    end(number, sent_);
}

void Outbox::refused(std::uint64_t number) {
    end(number, refused_);
}

void Outbox::end(std::uint64_t number, std::uint64_t& count) {
    {
        std::lock_guard lock(mutex_);
        const std::uint64_t behind = number_ - number;
        if (number > number_ || behind >= flights_.size()) return;
        Flight& flight = flights_[flights_.size() - 1 - behind];
        if (std::exchange(flight.is_done, true)) return;
        flight.kept.reset();  // one before it may be on its way for long
        const auto pages = pages_on_their_way_.find(flight.page_topic);
        if (!flight.page_topic.empty() && --pages->second == 0) pages_on_their_way_.erase(pages);
        if (flight.qos > 0) {
            ++acknowledged_;
            --owed_;
        }
        --on_its_way_;
        ++count;
        while (!flights_.empty() && flights_.front().is_done) flights_.pop_front();
    }
    changed_.notify_one();
}

void Outbox::connected() {
    std::lock_guard lock(mutex_);
    is_connected_ = true;
}

void Outbox::lost() {
    {
        std::lock_guard lock(mutex_);
        is_connected_ = false;
        for (auto flight = flights_.rbegin(); flight != flights_.rend(); ++flight) {
            if (flight->is_done || !flight->kept) continue;
            queue_of(*flight->kept).push_front(std::move(*flight->kept));
        }
        flights_.clear();
        on_its_way_ = 0;
        owed_ = 0;
        pages_on_their_way_.clear();
        waiting_ = 0;
        bytes_ = 0;
        for (Queue& queue : queues_) {
            std::erase_if(queue, [](const Outbound& message) { return !message.waits_for_connection; });
            waiting_ += queue.size();
            for (const Outbound& message : queue) bytes_ += size_of(message);
        }
    }
    has_room_.notify_all();
}

void Outbox::close() {
    {
        std::lock_guard lock(mutex_);
        is_closed_ = true;
    }
    changed_.notify_all();
    has_room_.notify_all();
}

std::size_t Outbox::waiting() const {
    std::lock_guard lock(mutex_);
    return waiting_;
}

std::size_t Outbox::unfinished() const {
    std::lock_guard lock(mutex_);
    return on_its_way_ + waiting_;
}

std::uint64_t Outbox::dropped() const {
    std::lock_guard lock(mutex_);
    return dropped_;
}

std::uint64_t Outbox::refused() const {
    std::lock_guard lock(mutex_);
    return refused_;
}

std::uint64_t Outbox::sent() const {
    std::lock_guard lock(mutex_);
    return sent_;
}

std::uint64_t Outbox::progress() const {
    std::lock_guard lock(mutex_);
    return owed_ > 0 ? acknowledged_ : sent_;
}

}  // namespace paraat::transport

#include "hub/core/due_queue.hpp"

namespace paraat::core {

DueQueue::DueQueue(const DueQueue& other) : by_key_(other.by_key_) {
    for (const auto& [key, due] : by_key_) by_time_.emplace(due, &key);
}

DueQueue& DueQueue::operator=(DueQueue other) noexcept {
    by_key_.swap(other.by_key_);
    by_time_.swap(other.by_time_);
    return *this;
}

void DueQueue::set(const TimerKey& key, Instant due) {
    auto found = by_key_.find(key);
    if (found != by_key_.end()) {
        if (found->second == due) return;
        by_time_.erase({found->second, &found->first});
    }
    if (due == never) {
        if (found != by_key_.end()) by_key_.erase(found);
        return;
    }
    if (found == by_key_.end()) found = by_key_.emplace(key, due).first;
    found->second = due;
    by_time_.emplace(due, &found->first);
}

std::vector<TimerKey> DueQueue::due_at(Instant now) const {
    std::vector<TimerKey> due;
    for (const auto& [at, key] : by_time_) {
        if (at > now) break;
        due.push_back(*key);
    }
    return due;
}

}  // namespace paraat::core

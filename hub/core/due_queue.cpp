#include "hub/core/due_queue.hpp"

namespace paraat::core {

void DueQueue::set(const TimerKey& key, Instant due) {
    const auto found = by_key_.find(key);
    if (found != by_key_.end()) {
        if (found->second == due) return;
        by_time_.erase({found->second, key});
        by_key_.erase(found);
    }
    if (due == never) return;
    by_key_.emplace(key, due);
    by_time_.emplace(due, key);
}

std::vector<TimerKey> DueQueue::due_at(Instant now) const {
    std::vector<TimerKey> due;
    for (const auto& [at, key] : by_time_) {
        if (at > now) break;
        due.push_back(key);
    }
    return due;
}

}  // namespace paraat::core

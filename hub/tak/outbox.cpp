#include "hub/tak/outbox.hpp"

#include <utility>

namespace paraat::tak {

bool Outbox::put(std::string bytes, const std::string& replaces) {
    const auto older = replaces.empty() ? newest_.end() : newest_.find(replaces);
    const std::size_t freed = older == newest_.end() ? 0 : older->second->bytes.size();
    if (is_full_ || size_ - freed + bytes.size() > most_) {
        is_full_ = true;
        return false;
    }
    size_ = size_ - freed + bytes.size();
    if (older != newest_.end()) {
        older->second->bytes = std::move(bytes);
        return true;
    }
    waiting_.push_back({std::move(bytes), replaces});
    if (!replaces.empty()) newest_[replaces] = std::prev(waiting_.end());
    return true;
}

void Outbox::give_up() {
    is_full_ = true;
    waiting_.clear();
    newest_.clear();
    size_ = 0;
}

std::string Outbox::take(std::size_t most) {
    std::string taken;
    while (!waiting_.empty() && (taken.empty() || taken.size() + waiting_.front().bytes.size() <= most)) {
        Item& item = waiting_.front();
        taken += item.bytes;
        newest_.erase(item.replaces);
        waiting_.pop_front();
    }
    size_ -= taken.size();
    return taken;
}

}  // namespace paraat::tak

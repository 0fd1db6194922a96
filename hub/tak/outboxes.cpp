#include "hub/tak/outboxes.hpp"

#include <algorithm>
#include <utility>

namespace paraat::tak {

void Outboxes::open(SessionId session) {
    const std::lock_guard lock(mutex_);
    all_.emplace(session, Outbox(limits_.of_one));
}

bool Outboxes::close(SessionId session) {
    const std::lock_guard lock(mutex_);
    const auto found = all_.find(session);
    if (found == all_.end()) return false;
    size_ -= found->second.size();
    all_.erase(found);
    return true;
}

void Outboxes::put(SessionId session, std::string bytes, const std::string& replaces) {
    const std::lock_guard lock(mutex_);
    const auto found = all_.find(session);
    if (found == all_.end()) return;
    size_ -= found->second.size();
    found->second.put(std::move(bytes), replaces);
    size_ += found->second.size();
    told_.insert(session);
    if (size_ > limits_.of_all) give_up_the_fullest();
}

std::string Outboxes::take(SessionId session, std::size_t most) {
    const std::lock_guard lock(mutex_);
    const auto found = all_.find(session);
    if (found == all_.end()) return {};
    std::string taken = found->second.take(most);
    size_ -= taken.size();
    return taken;
}

std::vector<Outboxes::Told> Outboxes::told() {
    const std::lock_guard lock(mutex_);
    std::vector<Told> told;
    for (const SessionId session : std::exchange(told_, {})) {
        const auto found = all_.find(session);
        if (found != all_.end()) told.push_back({session, found->second.is_full()});
    }
    return told;
}

void Outboxes::give_up_the_fullest() {
    const auto fullest = std::max_element(
        all_.begin(), all_.end(), [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
    size_ -= fullest->second.size();
    fullest->second.give_up();
    told_.insert(fullest->first);
}

}  // namespace paraat::tak

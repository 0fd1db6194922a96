#include "clients/sdk/inbox.hpp"

#include <algorithm>
#include <utility>

namespace paraat::sdk {
namespace {

bool is_answer(const Message& message) {
    return message.topic.ends_with("/receipt") || message.topic.ends_with("/result");
}

}  // namespace

void Inbox::put(Message message) {
    if (messages_.size() == most) {
        ++dropped_;
        const auto state = std::find_if_not(messages_.begin(), messages_.end(), is_answer);
        if (state == messages_.end()) return;
        messages_.erase(state);
    }
    messages_.push_back(std::move(message));
}

std::optional<Message> Inbox::take() {
    if (messages_.empty()) return std::nullopt;
    Message message = std::move(messages_.front());
    messages_.pop_front();
    return message;
}

std::uint64_t Inbox::take_dropped() {
    return std::exchange(dropped_, 0);
}

}  // namespace paraat::sdk

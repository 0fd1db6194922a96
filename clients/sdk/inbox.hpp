#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace paraat::sdk {

struct Message {
    std::string topic;
    std::string payload;
    bool is_retained = false;
};

// Messages that arrived and were not read yet, `most` of them. When it is full the oldest that only tells a state goes,
// because a newer state follows it; an answer (receipt, result) stays. Full of answers it takes no more: who misses a
// receipt sends again and gets it again. Not for several threads.
class Inbox {
public:
    static constexpr std::size_t most = 10'000;

    void put(Message message);
    std::optional<Message> take();
    bool is_empty() const { return messages_.empty(); }
    // Those that went unread, since the last time that somebody asked.
    std::uint64_t take_dropped();

private:
    std::deque<Message> messages_;
    std::uint64_t dropped_ = 0;
};

}  // namespace paraat::sdk

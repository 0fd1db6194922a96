#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "hub/transport/transport.hpp"

namespace paraat::transport {

// What one lane has to send: four queues by urgency, and a window of what is on its way. The publisher puts, the lane's
// sender takes, callbacks tell what became of it.
class Outbox {
public:
    bool put(const Outbound& message);  // false when full or closed
    void wait_for_room(Milliseconds patience);

    // The next message in the order of urgency, once the window has room; nullopt after `patience`, or when closed.
    struct Sending {
        std::uint64_t number = 0;
        Outbound message;
    };
    std::optional<Sending> take(Milliseconds patience);
    void done(std::uint64_t number);
    // The connection is gone: what was on its way goes first on the next one, in its old order.
    void take_back();
    void clear();  // a new broker is told everything anew
    void close();

    std::size_t unfinished() const;  // waiting or on its way
    std::uint64_t sent() const;

private:
    using Queue = std::deque<Outbound>;
    std::optional<Sending> next();
    Queue::iterator first_that_may_go(Queue& queue);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable has_room_;
    std::array<Queue, 4> queues_;
    std::map<std::uint64_t, Outbound> on_its_way_;
    std::map<std::string, std::size_t> pages_on_their_way_;  // by topic
    std::size_t waiting_ = 0;
    std::uint64_t number_ = 0;
    std::uint64_t sent_ = 0;
    bool is_closed_ = false;
};

}  // namespace paraat::transport

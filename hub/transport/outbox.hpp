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
// sender takes, callbacks tell what became of it. While the lane is not connected only what waits for a connection is
// kept: all else is told anew on the next one, and an old word must never come after a newer one.
class Outbox {
public:
    // Without a connection the oldest of the same urgency goes in either case.
    enum class WhenFull { waits, drops_oldest };
    explicit Outbox(WhenFull when_full, std::size_t most = outbox_most, std::size_t bytes_most = outbox_bytes_most)
        : when_full_(when_full), most_(most), bytes_most_(bytes_most) {}

    enum class Put { taken, let_go, full };  // let_go: closed, or nobody is connected and it does not wait for that
    Put put(const Outbound& message);
    void wait_for_room(Milliseconds patience);
    // Less than half of it is taken.
    bool has_room() const;

    // The next message in the order of urgency, once the window has room; nullopt after `patience`, or when closed.
    struct Sending {
        std::uint64_t number = 0;
        Outbound message;
    };
    std::optional<Sending> take(Milliseconds patience);
    void done(std::uint64_t number);
    // The broker does not take it, and says so.
    void refused(std::uint64_t number);

    void connected();
    // The connection is gone: of what was on its way, what waits for a connection goes first on the next one, in its
    // old order.
    void lost();
    void close();

    std::size_t waiting() const;
    std::size_t unfinished() const;  // waiting or on its way
    std::uint64_t sent() const;
    // Changes as long as somebody takes what is sent: acknowledges it, while an acknowledgement is owed.
    std::uint64_t progress() const;
    std::uint64_t dropped() const;  // for want of room
    std::uint64_t refused() const;  // by the broker

private:
    using Queue = std::deque<Outbound>;
    // One message that was taken and is not done.
    struct Flight {
        int qos = 0;
        bool is_done = false;
        std::string page_topic;          // of a page
        std::optional<Outbound> kept{};  // what waits for a connection, should this one end
    };
    void end(std::uint64_t number, std::uint64_t& count);
    static Flight flight_of(const Outbound& message);
    static std::size_t size_of(const Outbound& message) { return message.topic.size() + message.payload.size(); }
    Queue& queue_of(const Outbound& message) { return queues_[static_cast<std::size_t>(message.urgency)]; }
    bool is_full() const { return waiting_ >= most_ || bytes_ >= bytes_most_; }
    bool replaces_older(const Outbound& message);
    void add(const Outbound& message);
    void drop_oldest(Queue& queue);
    std::optional<Sending> next();
    Queue::iterator first_that_may_go(Queue& queue);

    const WhenFull when_full_;
    const std::size_t most_;
    const std::size_t bytes_most_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable has_room_;
    std::array<Queue, 4> queues_;
    std::deque<Flight> flights_;  // up to that of number_; the first is none that is done
    std::size_t on_its_way_ = 0;
    std::map<std::string, std::size_t> pages_on_their_way_;  // by topic
    std::size_t waiting_ = 0;
    std::size_t bytes_ = 0;  // of what waits
    std::uint64_t number_ = 0;
    std::uint64_t sent_ = 0;
    std::uint64_t acknowledged_ = 0;
    std::size_t owed_ = 0;  // acknowledgements of what is on its way
    std::uint64_t dropped_ = 0;
    std::uint64_t refused_ = 0;
    bool is_connected_ = false;
    bool is_closed_ = false;
};

}  // namespace paraat::transport

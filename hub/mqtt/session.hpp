#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/mqtt/arrivals.hpp"
#include "hub/mqtt/packet.hpp"

namespace paraat::mqtt {

// What a session has to tell; called within its receive() and pass().
class Listener {
public:
    virtual ~Listener() = default;

    // Connected and subscribed. `refused` are the filters that the broker did not give, or not with their QoS.
    virtual void ready(const std::vector<std::string>& refused) = 0;
    // Once for each message, also when the broker sends it again. Its texts are gone afterwards.
    virtual void arrived(const Publish& publish, ArrivalNumber number) = 0;
    // What publish() was given under this number is the broker's now, or with a code from 0x80 will not be.
    virtual void answered(std::uint64_t number, std::uint8_t code) = 0;
};

// The client's side of one connection, without I/O: bytes come in, bytes go out, and time is told. The owner closes the
// connection once why_failed() says something, or after disconnect(). For one thread.
//
// A message of QoS 1 is acknowledged when the owner says so, in the order in which it arrived: the broker then holds
// what is not kept yet, and never more of it than its own limit.
class Session {
public:
    struct Settings {
        Version version = Version::v3_1_1;
        Connect connect;
        std::vector<Subscription> subscriptions;
        std::vector<Subscription> probes;  // not waited for, and the broker may refuse them
        // Bytes of a packet that are kept. A longer message arrives cut to that, long enough to be refused for its
        // length: a broker that was left for it would only send it again.
        std::size_t packet_most = 262'144;
        std::size_t window = 500;        // messages that may wait for the broker's acknowledgement
        Milliseconds patience{10'000};   // for an answer that is owed
        Milliseconds ping_after{5'000};  // of silence; not more than the keep alive
    };
    // `listener` and `arrivals`, those of this client's connections until now, outlive it.
    Session(Settings settings, Arrivals& arrivals, Listener& listener);

    void open(Instant now);
    void receive(std::string_view bytes, Instant now);
    void pass(Instant now);
    Instant next_due() const;
    // Nothing was read on purpose until now: the broker's silence says nothing.
    void did_not_listen(Instant now);

    bool is_ready() const { return state_ == State::ready; }
    // Empty while it is alive.
    const std::string& why_failed() const { return failure_; }

    // What may be published now; 0 until it is ready.
    std::size_t room() const;
    void publish(std::uint64_t number, const Publish& publish, Instant now);
    // Everything up to and with this number that arrived on this connection, and that the broker has no answer to.
    // Nothing before the broker took the connection, or after the goodbye.
    void acknowledge(ArrivalNumber up_to, Instant now);
    void disconnect(Instant now);

    std::size_t unanswered() const { return unanswered_; }
    // What is to be written, in order, behind what was taken before.
    std::string take_out() { return std::exchange(out_, {}); }
    std::size_t to_write() const { return out_.size(); }

private:
    enum class State { closed, connecting, subscribing, ready };
    // A publish on its way. Ids are given in order, so that a place in the queue follows from the id.
    struct Flight {
        std::uint64_t number = 0;
        bool is_answered = false;
    };

    // False when more bytes are needed, or none will help.
    bool hear_next(std::string_view& unread, Instant now);
    void hear(const Frame& frame, Instant now);
    void hear_connack(const Frame& frame, Instant now);
    void hear_suback(const Frame& frame, Instant now);
    void hear_publish(const Frame& frame, Instant now);
    void hear_puback(const Frame& frame, Instant now);
    void hear_disconnect(const Frame& frame);
    void fail(std::string why);
    void wrote(Instant now) { wrote_at_ = now; }
    PacketId next_id();
    PacketId first_id() const;

    const Settings settings_;
    Arrivals& arrivals_;
    Listener& listener_;
    State state_ = State::closed;
    std::string failure_;
    std::string rest_;      // of a packet that is not all there
    std::size_t skip_ = 0;  // bytes that belong to one that was cut
    std::string out_;
    std::size_t window_ = 0;
    std::size_t out_most_ = remaining_most;  // bytes of a packet that the broker takes
    Milliseconds ping_after_;

    Instant wrote_at_;
    Instant heard_at_;
    Instant answer_due_ = never;  // of CONNECT, SUBSCRIBE or PINGREQ
    bool is_pinged_ = false;

    PacketId last_id_ = 0;
    PacketId subscribe_id_ = 0;
    std::deque<Flight> flights_;
    std::size_t unanswered_ = 0;
    Instant answered_at_;  // or began to be owed
};

}  // namespace paraat::mqtt

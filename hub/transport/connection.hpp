#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "hub/transport/outbox.hpp"
#include "hub/transport/tls.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::transport {

// Where one lane connects, as whom, and what it wants to hear.
struct ConnectionSettings {
    std::string address;
    int port = 1883;
    std::string client_id;
    std::string username;
    std::string password;
    std::vector<std::string> filters;
    int qos = 1;  // of them
    Will will;
    std::vector<std::string> probe_filters = {};  // QoS 0, not waited for
    TlsFiles tls = {};
};

// How long it waits for a connection, or for an answer on one, until it tries anew.
inline constexpr std::chrono::seconds answer_patience{10};
inline constexpr std::chrono::seconds keep_alive{15};

const char* name_of(Lane lane);  // "alerts"

// One lane's connection: connects for ever, subscribes, sends what its outbox holds. By Eclipse Paho (PahoConnection)
// or by hub/mqtt (AsioConnection). start(), begin_to_stop() and stop() once, by its owner; the rest from any
// thread.
class Connection {
public:
    // Called on a thread of the connection's; it must be quick.
    struct Watch {
        std::function<void(std::vector<Inbound>)> arrived;
        std::function<bool()> has_room;  // for more that arrives
        std::function<void()> connected;
    };

    virtual ~Connection() = default;

    virtual void start() = 0;
    // What was put before still goes out, for up to two seconds.
    virtual void stop() = 0;
    // Begins with that and does not wait, so that two connections stop at once.
    virtual void begin_to_stop() {}
    // What was put and acknowledged since goes out at once; without it within a tenth of a second.
    virtual void flush() {}
    // What arrived on this lane up to `number` is kept.
    virtual void acknowledge(std::uint64_t) {}

    Outbox& outbox() { return outbox_; }
    const Outbox& outbox() const { return outbox_; }
    bool is_connected() const { return is_connected_; }
    std::uint64_t connections() const { return connections_; }
    std::uint64_t pauses() const { return pauses_; }  // in reading, for want of room

protected:
    Connection(ConnectionSettings settings, Lane lane, Watch watch);

    // The steps that every connection goes through, in the log and for whoever asks.
    void became_connected();
    void became_lost(const std::string& why);
    void paused() { ++pauses_; }
    // Once, until the reason is another one: the tries go on for as long as it takes.
    void note_failure(const std::string& why);

    const ConnectionSettings settings_;
    const Lane lane_;
    const Watch watch_;
    Outbox outbox_;
    std::atomic<bool> is_stopping_{false};

private:
    std::string place() const { return settings_.address + ":" + std::to_string(settings_.port); }

    std::string failure_;  // as it was logged last; empty while connected
    std::atomic<bool> is_connected_{false};
    std::atomic<std::uint64_t> connections_{0};
    std::atomic<std::uint64_t> pauses_{0};
};

}  // namespace paraat::transport

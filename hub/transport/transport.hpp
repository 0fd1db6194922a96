#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "hub/base/queue_fill.hpp"
#include "hub/base/result.hpp"
#include "hub/base/time.hpp"
#include "hub/transport/tls.hpp"

// Bytes and topics to and from the broker; no idea of incidents.
namespace paraat::transport {

// A connection of its own each, so that alerts never queue behind beacons.
enum class Lane { alerts, beacons };

// Sent in this order when several wait.
enum class Urgency { receipt_or_notice, alert, instruction, board_or_result };

struct Inbound {
    std::string topic;
    std::string payload;
    bool is_retained = false;
    Lane lane = Lane::alerts;
    std::uint64_t number = 0;  // for acknowledge(); rises; 0 = nobody waits for it
};

struct Outbound {
    std::string topic;
    std::string payload;
    int qos = 1;
    bool is_retained = false;
    Urgency urgency = Urgency::alert;
    bool is_conflated = false;  // replaces an unsent one of the same topic
    Lane lane = Lane::alerts;
    // Kept until its lane is connected. Without it a message is let go meanwhile: what stands is told anew then.
    bool waits_for_connection = false;
};

struct Will {
    std::string topic;  // empty = none
    std::string payload;
};

// Who speaks MQTT: the hub's own client (hub/mqtt), in one of two versions, or Eclipse Paho (3.1.1).
enum class Client { mqtt311, mqtt5, paho };

struct Settings {
    Client client = Client::mqtt311;
    std::string address;
    int port = 1883;
    std::string username;
    std::string password;
    std::string node;                         // connections are hub-NODE-alerts and hub-NODE-beacons
    std::vector<std::string> alert_filters;   // QoS 1
    std::vector<std::string> beacon_filters;  // QoS 0
    // QoS 0, on the alerts lane; one that the broker refuses keeps the hub from nothing.
    std::vector<std::string> probe_filters = {};
    std::int64_t beacon_rate = 0;  // that are given per second, besides the kept ones; 0 = as many as come
    // Of a broker that sends what a subscription retains before anything that is published later, as Mosquitto does: a
    // message to this topic ends the reading of retained ones. Empty = others: only quiet tells their end.
    std::string marker_topic = {};
    TlsFiles tls = {};
    Will alerts_will;  // QoS 1, retained
    Will beacons_will;
    // A beacon that no newer one may replace before it is read.
    // Asked on the library's own thread, so it must be quick.
    std::function<bool(const std::string& payload)> keeps = [](const std::string&) { return false; };
};

struct Counters {
    std::uint64_t arrived_alerts = 0;  // messages, whatever became of them
    std::uint64_t arrived_beacons = 0;
    std::uint64_t dropped_alerts = 0;     // the alerts lane was full; the sender comes again, since it got no receipt
    std::uint64_t conflated_beacons = 0;  // replaced by a newer one before they were read
    std::uint64_t dropped_outbound = 0;   // a lane had no room for them
    std::uint64_t refused_outbound = 0;   // by the broker; only in version 5 it says so
    std::uint64_t sent = 0;
    std::uint64_t pauses = 0;  // the hub stopped reading for want of room, so that the broker held the rest
    std::uint64_t reconnects = 0;
    std::vector<QueueFill> queues = {};
};

// Each queue has a limit in messages and one in bytes, whichever comes first.
inline constexpr std::size_t alerts_inbox_most = 20'000;
inline constexpr std::size_t beacons_inbox_most = 20'000;     // topics
inline constexpr std::size_t inbox_bytes_most = 64UL << 20;   // per lane
inline constexpr std::size_t outbox_most = 20'000;            // per lane
inline constexpr std::size_t outbox_bytes_most = 64UL << 20;  // per lane
inline constexpr std::size_t window = 500;                    // unacknowledged publishes per lane
inline constexpr std::size_t pages_at_once = 2;               // of them, answers on one topic

// The real one is BrokerTransport, that of tests and simulation MemoryTransport. take() is for one thread; the
// rest may be asked from any.
class Transport {
public:
    virtual ~Transport() = default;

    virtual void start() = 0;
    virtual void stop() = 0;

    // What arrived, alerts first; waits at most `patience` for a first message or wake().
    virtual std::vector<Inbound> take(std::size_t most, Milliseconds patience) = 0;
    virtual void wake() = 0;
    // What take() gave up to and with this number is kept: the broker may forget it. Paho tells it sooner.
    virtual void acknowledge(std::uint64_t) {}

    // False when the alerts lane is connected and full; then wait_for_room() waits. The beacons lane is never waited
    // for: when it is full, its oldest goes.
    virtual bool send(const Outbound& message) = 0;
    // What was sent and acknowledged goes out now; without it a little later.
    virtual void flush() {}
    virtual void wait_for_room(Milliseconds patience) = 0;
    // Less than half of what the lane may hold waits.
    virtual bool has_room(Lane lane) const = 0;

    virtual bool is_connected(Lane lane) const = 0;
    // Counts a lane's connections: when it changes, the broker may have forgotten everything.
    virtual std::uint64_t incarnation(Lane lane) const = 0;
    // Beacons were replaced unread within the last seconds.
    virtual bool is_shedding() const = 0;
    virtual Counters counters() const = 0;

    // Topics that hold retained messages now: gathered over a short connection of its own until `quiet` without one, or
    // until its marker comes back.
    // Refused with `broker_unreachable` when that connection failed, or `deadline` came first: what it saw is then not
    // all. May take as long as `deadline`.
    virtual Result<std::vector<std::string>> collect_retained(const std::vector<std::string>& filters,
                                                              Milliseconds quiet, Milliseconds deadline) = 0;
    // What one topic retains, likewise; empty when nothing.
    virtual Result<std::string> read_retained(const std::string& topic, Milliseconds quiet, Milliseconds deadline) = 0;
};

}  // namespace paraat::transport

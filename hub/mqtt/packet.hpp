#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/base/result.hpp"

// MQTT as bytes, for the client's side of a connection: MQTT 3.1.1 (docs.oasis-open.org/mqtt/mqtt/v3.1.1) and 5
// (docs.oasis-open.org/mqtt/mqtt/v5.0). QoS 0 and 1; a broker that sends QoS 2 although nobody asked for it breaks the
// protocol. No I/O, no clock, no state.
namespace paraat::mqtt {

enum class Version : std::uint8_t { v3_1_1 = 4, v5 = 5 };

enum class PacketType : std::uint8_t {
    connect = 1,
    connack = 2,
    publish = 3,
    puback = 4,
    subscribe = 8,
    suback = 9,
    pingreq = 12,
    pingresp = 13,
    disconnect = 14,
};

using PacketId = std::uint16_t;  // 1 .. 65,535

inline constexpr std::size_t text_most = 65'535;            // bytes of a topic, a name, a password
inline constexpr std::size_t remaining_most = 268'435'455;  // bytes behind the fixed header

// ---- What a client writes. Each is added at the end of `out`; texts are at most `text_most`.

struct Will {
    std::string topic;
    std::string payload;  // QoS 1, retained
};

struct Connect {
    std::string client_id;
    std::string username;  // empty = none
    std::string password;  // likewise
    std::chrono::seconds keep_alive{15};
    bool is_clean = true;
    std::optional<Will> will;
    // Of version 5 only; 3.1.1 keeps a session that is not clean for as long as the broker likes.
    std::chrono::seconds session_expiry{0};
    std::uint16_t receive_maximum = 65'535;  // unacknowledged messages that the broker may send
};

struct Publish {
    std::string_view topic;
    std::string_view payload;
    int qos = 0;  // 0 or 1
    bool is_retained = false;
    bool is_again = false;  // DUP
    PacketId id = 0;        // of QoS 1
};

struct Subscription {
    std::string filter;
    int qos = 0;  // 0 or 1
};

void write_connect(std::string& out, const Connect& connect, Version version);
void write_publish(std::string& out, const Publish& publish, Version version);
void write_puback(std::string& out, PacketId id);
void write_subscribe(std::string& out, PacketId id, const std::vector<Subscription>& subscriptions, Version version);
void write_pingreq(std::string& out);
void write_disconnect(std::string& out);

// ---- What a client reads.

// What stands before a packet.
struct Head {
    std::uint8_t type = 0;
    std::uint8_t flags = 0;
    std::size_t header = 0;  // bytes
    std::size_t size = 0;    // of all of it
};

// That of the packet at the beginning of `bytes`; nullopt while it is not all there. Refused with `malformed` when it
// never will be.
Result<std::optional<Head>> read_head(std::string_view bytes);

// A packet; `body` points into what it was cut from.
struct Frame {
    std::uint8_t type = 0;   // a PacketType, if there is one of that number
    std::uint8_t flags = 0;  // the lower half of the first byte
    std::string_view body;
};

// Below 0x80 is success; the words of both versions' tables.
std::string_view reason_word(std::uint8_t code, Version version);

struct Connack {
    bool has_session = false;
    std::uint8_t code = 0;  // 0 = accepted; 1..5 in 3.1.1, from 0x80 in 5
    // Of version 5, absent = as asked, or without a limit.
    std::optional<std::chrono::seconds> keep_alive = {};
    std::uint16_t receive_maximum = 65'535;
    std::optional<std::uint32_t> packet_most = {};
    std::string reason = {};  // in the broker's words
};

struct Puback {
    PacketId id = 0;
    std::uint8_t code = 0;  // of version 5: from 0x80 it was not taken
};

struct Suback {
    PacketId id = 0;
    std::vector<std::uint8_t> codes;  // one for each filter: the QoS given, or from 0x80 a refusal
};

struct Disconnect {
    std::uint8_t code = 0;
    std::string reason = {};
};

// Each is refused with `malformed` when it is not what its type promises. Views point into the frame.
Result<Connack> read_connack(const Frame& frame, Version version);
Result<Publish> read_publish(const Frame& frame, Version version);
Result<Puback> read_puback(const Frame& frame, Version version);
Result<Suback> read_suback(const Frame& frame, Version version);
Result<Disconnect> read_disconnect(const Frame& frame, Version version);

}  // namespace paraat::mqtt

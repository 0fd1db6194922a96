#include "hub/mqtt/packet.hpp"

#include "hub/mqtt/cursor.hpp"
#include "hub/mqtt/properties.hpp"

namespace paraat::mqtt {
namespace {

constexpr std::uint8_t session_expiry_property = 17;
constexpr std::uint8_t receive_maximum_property = 33;

Error malformed(const char* what) {
    return {"malformed", "packet", what};
}

// ---- writing

std::uint8_t first_byte(PacketType type, unsigned flags = 0) {
    return static_cast<std::uint8_t>(static_cast<unsigned>(type) << 4 | flags);
}

void put_byte(std::string& out, unsigned value) {
    out.push_back(static_cast<char>(static_cast<std::uint8_t>(value)));
}

void put_two(std::string& out, std::size_t value) {
    put_byte(out, static_cast<unsigned>(value >> 8));
    put_byte(out, static_cast<unsigned>(value & 0xFF));
}

void put_four(std::string& out, std::uint32_t value) {
    put_two(out, value >> 16);
    put_two(out, value & 0xFFFF);
}

void put_variable(std::string& out, std::size_t value) {
    while (value > 0x7F) {
        put_byte(out, static_cast<unsigned>(value & 0x7F) | 0x80U);
        value >>= 7;
    }
    put_byte(out, static_cast<unsigned>(value));
}

void put_text(std::string& out, std::string_view text) {
    put_two(out, text.size());
    out += text;
}

void put_packet(std::string& out, std::uint8_t first, const std::string& body) {
    put_byte(out, first);
    put_variable(out, body.size());
    out += body;
}

std::string properties_of(const Connect& connect) {
    std::string properties;
    put_byte(properties, session_expiry_property);
    put_four(properties, static_cast<std::uint32_t>(connect.session_expiry.count()));
    put_byte(properties, receive_maximum_property);
    put_two(properties, connect.receive_maximum);
    return properties;
}

unsigned flags_of(const Connect& connect) {
    unsigned flags = connect.is_clean ? 0x02U : 0U;
    if (connect.will) flags |= 0x04U | 1U << 3 | 0x20U;
    if (!connect.username.empty()) flags |= 0x80U;
    if (!connect.password.empty()) flags |= 0x40U;
    return flags;
}

// ---- reading

bool is_of(const Frame& frame, PacketType type) {
    return frame.type == static_cast<std::uint8_t>(type);
}

// Of an acknowledgement of version 5: its properties say nothing that a client needs but why.
std::optional<std::string_view> read_reason(Cursor& cursor) {
    if (cursor.is_at_end()) return std::string_view{};
    const auto properties = read_properties(cursor);
    if (!properties) return std::nullopt;
    return properties->reason;
}

}  // namespace

void write_connect(std::string& out, const Connect& connect, Version version) {
    std::string body;
    put_text(body, "MQTT");
    put_byte(body, static_cast<unsigned>(version));
    put_byte(body, flags_of(connect));
    put_two(body, static_cast<std::size_t>(connect.keep_alive.count()));
    if (version == Version::v5) {
        const std::string properties = properties_of(connect);
        put_variable(body, properties.size());
        body += properties;
    }
    put_text(body, connect.client_id);
    if (connect.will) {
        if (version == Version::v5) put_variable(body, 0);
        put_text(body, connect.will->topic);
        put_text(body, connect.will->payload);
    }
    if (!connect.username.empty()) put_text(body, connect.username);
    if (!connect.password.empty()) put_text(body, connect.password);
    put_packet(out, first_byte(PacketType::connect), body);
}

void write_publish(std::string& out, const Publish& publish, Version version) {
    const unsigned flags =
        (publish.is_again ? 0x08U : 0U) | static_cast<unsigned>(publish.qos) << 1 | (publish.is_retained ? 0x01U : 0U);
    const std::size_t size = 2 + publish.topic.size() + (publish.qos > 0 ? 2U : 0U) +
                             (version == Version::v5 ? 1U : 0U) + publish.payload.size();
    put_byte(out, first_byte(PacketType::publish, flags));
    put_variable(out, size);
    put_text(out, publish.topic);
    if (publish.qos > 0) put_two(out, publish.id);
    if (version == Version::v5) put_variable(out, 0);
    out += publish.payload;
}

void write_puback(std::string& out, PacketId id) {
    put_byte(out, first_byte(PacketType::puback));
    put_variable(out, 2);
    put_two(out, id);
}

void write_subscribe(std::string& out, PacketId id, const std::vector<Subscription>& subscriptions, Version version) {
    std::string body;
    put_two(body, id);
    if (version == Version::v5) put_variable(body, 0);
    for (const Subscription& subscription : subscriptions) {
        put_text(body, subscription.filter);
        put_byte(body, static_cast<unsigned>(subscription.qos));
    }
    put_packet(out, first_byte(PacketType::subscribe, 0x02U), body);
}

void write_pingreq(std::string& out) {
    put_packet(out, first_byte(PacketType::pingreq), {});
}

void write_disconnect(std::string& out) {
    put_packet(out, first_byte(PacketType::disconnect), {});
}

Result<std::optional<Head>> read_head(std::string_view bytes) {
    constexpr std::size_t length_bytes_most = 4;
    std::size_t length = 0;
    for (std::size_t at = 1; at <= length_bytes_most; ++at) {
        if (at >= bytes.size()) return std::optional<Head>{};
        const auto next = static_cast<std::uint8_t>(bytes[at]);
        length |= static_cast<std::size_t>(next & 0x7F) << 7 * (at - 1);
        if ((next & 0x80) != 0) continue;
        const auto first = static_cast<std::uint8_t>(bytes[0]);
        return std::optional{Head{static_cast<std::uint8_t>(first >> 4), static_cast<std::uint8_t>(first & 0x0F),
                                  at + 1, at + 1 + length}};
    }
    return malformed("the length of a packet has more than four bytes");
}

Result<Connack> read_connack(const Frame& frame, Version version) {
    Cursor cursor(frame.body);
    const std::uint8_t flags = cursor.byte();
    Connack connack;
    connack.has_session = flags == 1;
    connack.code = cursor.byte();
    if (version == Version::v5 && cursor.is_whole()) {
        const auto properties = read_properties(cursor);
        if (!properties) return malformed("the properties of a CONNACK cannot be read");
        if (properties->server_keep_alive) connack.keep_alive = std::chrono::seconds{*properties->server_keep_alive};
        connack.receive_maximum = properties->receive_maximum.value_or(connack.receive_maximum);
        connack.packet_most = properties->packet_most;
        connack.reason = properties->reason;
    }
    const bool is_good = is_of(frame, PacketType::connack) && frame.flags == 0 && flags <= 1 && cursor.is_whole() &&
                         cursor.is_at_end() && connack.receive_maximum > 0;
    if (!is_good) return malformed("a CONNACK cannot be read");
    return connack;
}

Result<Publish> read_publish(const Frame& frame, Version version) {
    Cursor cursor(frame.body);
    Publish publish;
    publish.qos = frame.flags >> 1 & 0x03;
    publish.is_retained = (frame.flags & 0x01) != 0;
    publish.is_again = (frame.flags & 0x08) != 0;
    publish.topic = cursor.text();
    if (publish.qos > 0) publish.id = cursor.two();
    if (version == Version::v5) {
        const auto properties = read_properties(cursor);
        // No alias was allowed when the connection began.
        if (!properties || properties->topic_alias) return malformed("the properties of a PUBLISH cannot be read");
    }
    publish.payload = cursor.rest();
    const bool is_good = is_of(frame, PacketType::publish) && cursor.is_whole() && !publish.topic.empty() &&
                         publish.qos <= 1 && (publish.qos == 0 || publish.id > 0) &&
                         !(publish.qos == 0 && publish.is_again);
    if (!is_good) return malformed("a PUBLISH cannot be read");
    return publish;
}

Result<Puback> read_puback(const Frame& frame, Version version) {
    Cursor cursor(frame.body);
    Puback puback;
    puback.id = cursor.two();
    bool is_good = is_of(frame, PacketType::puback) && frame.flags == 0;
    if (version == Version::v5 && !cursor.is_at_end()) {
        puback.code = cursor.byte();
        is_good = is_good && read_reason(cursor).has_value();
    }
    if (!is_good || !cursor.is_whole() || !cursor.is_at_end() || puback.id == 0) {
        return malformed("a PUBACK cannot be read");
    }
    return puback;
}

Result<Suback> read_suback(const Frame& frame, Version version) {
    Cursor cursor(frame.body);
    Suback suback;
    suback.id = cursor.two();
    bool is_good = is_of(frame, PacketType::suback) && frame.flags == 0 && suback.id > 0;
    if (version == Version::v5 && is_good) is_good = read_properties(cursor).has_value();
    while (!cursor.is_at_end()) suback.codes.push_back(cursor.byte());
    if (!is_good || !cursor.is_whole() || suback.codes.empty()) return malformed("a SUBACK cannot be read");
    return suback;
}

Result<Disconnect> read_disconnect(const Frame& frame, Version version) {
    Disconnect disconnect;
    Cursor cursor(frame.body);
    bool is_good = is_of(frame, PacketType::disconnect) && frame.flags == 0 && version == Version::v5;
    if (!cursor.is_at_end()) {
        disconnect.code = cursor.byte();
        const auto reason = read_reason(cursor);
        is_good = is_good && reason.has_value();
        if (reason) disconnect.reason = *reason;
    }
    if (!is_good || !cursor.is_whole() || !cursor.is_at_end()) return malformed("a DISCONNECT cannot be read");
    return disconnect;
}

std::string_view reason_word(std::uint8_t code, Version version) {
    if (version == Version::v3_1_1) {
        switch (code) {
            case 0: return "accepted";
            case 1: return "unacceptable protocol version";
            case 2: return "client id refused";
            case 3: return "unavailable";
            case 4: return "bad user name or password";
            case 5: return "not authorized";
            case 0x80: return "refused";
            default: return "unknown reason";
        }
    }
    switch (code) {
        case 0x00: return "success";
        case 0x10: return "no matching subscribers";
        case 0x80: return "unspecified error";
        case 0x81: return "malformed packet";
        case 0x82: return "protocol error";
        case 0x83: return "implementation specific error";
        case 0x84: return "unsupported protocol version";
        case 0x85: return "client id not valid";
        case 0x86: return "bad user name or password";
        case 0x87: return "not authorized";
        case 0x88: return "server unavailable";
        case 0x89: return "server busy";
        case 0x8A: return "banned";
        case 0x8B: return "server shutting down";
        case 0x8D: return "keep alive timeout";
        case 0x8E: return "session taken over";
        case 0x8F: return "topic filter invalid";
        case 0x90: return "topic name invalid";
        case 0x91: return "packet id in use";
        case 0x93: return "receive maximum exceeded";
        case 0x95: return "packet too large";
        case 0x96: return "message rate too high";
        case 0x97: return "quota exceeded";
        case 0x98: return "administrative action";
        case 0x99: return "payload format invalid";
        case 0x9A: return "retain not supported";
        case 0x9B: return "QoS not supported";
        case 0x9C: return "use another server";
        case 0x9D: return "server moved";
        case 0x9F: return "connection rate exceeded";
        default: return code < 0x80 ? "success" : "unknown reason";
    }
}

}  // namespace paraat::mqtt

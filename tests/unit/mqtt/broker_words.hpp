#pragma once

#include <string>
#include <vector>

#include "hub/mqtt/packet.hpp"

namespace paraat::mqtt {

// What a broker says, byte by byte from the standards.
inline std::string bytes(std::initializer_list<int> values) {
    std::string made;
    for (const int value : values) made.push_back(static_cast<char>(value));
    return made;
}

inline std::string packet(int first, const std::string& body) {
    std::string made = bytes({first});
    std::size_t length = body.size();
    while (length > 127) {
        made += bytes({static_cast<int>(length % 128) + 128});
        length /= 128;
    }
    return made + bytes({static_cast<int>(length)}) + body;
}

inline std::string connack(Version version, int code = 0, const std::string& properties = "",
                           bool has_session = false) {
    const int flags = has_session ? 1 : 0;
    if (version == Version::v3_1_1) return packet(0x20, bytes({flags, code}));
    return packet(0x20, bytes({flags, code, static_cast<int>(properties.size())}) + properties);
}

inline std::string suback(Version version, int id, const std::vector<int>& codes) {
    std::string body = bytes({id / 256, id % 256});
    if (version == Version::v5) body += bytes({0});
    for (const int code : codes) body += bytes({code});
    return packet(0x90, body);
}

inline std::string puback(int id) {
    return packet(0x40, bytes({id / 256, id % 256}));
}

inline std::string publish(Version version, const std::string& topic, const std::string& payload, int qos, int id = 0,
                           bool is_again = false) {
    std::string made;
    write_publish(made, {topic, payload, qos, false, is_again, static_cast<PacketId>(id)}, version);
    return made;
}

}  // namespace paraat::mqtt

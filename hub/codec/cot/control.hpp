#pragma once

#include <string>

#include "hub/codec/cot/event.hpp"

// What keeps a session going, and what takes things off a map.
namespace paraat::codec::cot {

Event ping(const std::string& client_uid, Instant now);
Event pong(Instant now);

// Takes the event of that uid off every screen that shows it.
Event deletion(const std::string& uid, const std::string& type, Instant now);
// What is deleted by it: the uids of its links.
std::vector<std::string> deleted_by(const Event& event);

// The agreement on TAK protocol version 1: the server offers it, once; the client asks; the server answers, and after
// "yes" both speak nothing else. `uid` names the agreement, and no other event.
Event offer(const std::string& uid, Instant now);
Event request(const std::string& uid, int version, Instant now);
enum class Granted { no, yes };
Event response(const std::string& uid, Granted granted, Instant now);

}  // namespace paraat::codec::cot

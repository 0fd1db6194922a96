#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/codec/owntracks/message.hpp"
#include "hub/codec/remark.hpp"

namespace paraat::codec::owntracks {

struct Reading {
    Message message;
    Remarks degraded;                  // what is wrong with it, at most 32
    std::vector<std::string> ignored;  // paths of fields that are not known, at most 32
    std::string topic;                 // by HTTP the payload says it; else empty
};

// One payload: a message, or by HTTP a list of them, each read for itself. What tells something is taken, above all a
// report by hand, of which even the fact that it came counts: without a place, with a text for a number, of a time that
// cannot be. Whatever the app's own schema (schema.hpp) does not allow is remarked on.
// Refused: what read_json_tree refuses (at most 4,096 keys); no object (`unreadable`); without a `_type`, of one that
// is not known, and what means nothing then: a command without its action, a request without its kind, an encrypted
// message without base64 (`bad_value`); more than 256 in a list (`too_long`). A fault of the whole is the only entry.
// Pure; any thread.
std::vector<Result<Reading>> read(std::string_view payload);

inline constexpr std::size_t messages_most = 256;

}  // namespace paraat::codec::owntracks

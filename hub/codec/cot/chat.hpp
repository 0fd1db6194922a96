#pragma once

#include <string>
#include <string_view>

#include "hub/codec/cot/event.hpp"

// GeoChat: words between people, and that they were delivered and read.
namespace paraat::codec::cot {

inline constexpr std::string_view everybody = "All Chat Rooms";

struct ChatMessage {
    std::string id;  // of this message, and what its receipts name
    std::string sender_uid;
    std::string sender_callsign;
    std::string sender_type = "a-f-G-U-C";
    // A person: his uid. A room: its name ("All Chat Rooms", a colour).
    std::string to;
    std::string to_callsign;  // of a person; of a room its name, or empty
    std::string text;
};
Event chat_message(const ChatMessage& message, Instant now);

// What a chat event says; texts as in ChatMessage. `sender_uid` is that of its first participant, or of its link.
ChatMessage chat_of(const Event& event);

// The receipts of a message that came, from whom it was for.
struct Reader {
    std::string uid;
    std::string callsign;
    std::string type = "a-f-G-U-C";
};
Event chat_delivered(const ChatMessage& message, const Reader& reader, Instant now);
Event chat_read(const ChatMessage& message, const Reader& reader, Instant now);

// Whose receipt it is, and of which message: by `messageId`, else by the event's own uid without ".d" or ".r".
struct Receipt {
    std::string message_id;
    std::string reader_uid;
};
Receipt receipt_of(const Event& event);

}  // namespace paraat::codec::cot

#include "hub/codec/cot/chat.hpp"

#include <algorithm>

#include "hub/codec/cot/builders.hpp"

namespace paraat::codec::cot {
namespace {

constexpr std::string_view typed = "h-g-i-g-o";
constexpr std::string_view source_prefix = "BAO.F.ATAK.";
constexpr std::string_view uid_prefix = "GeoChat.";

// "p-p" is who made it.
std::string producer(const Event& event) {
    const auto& links = event.detail.links;
    const auto found =
        std::find_if(links.begin(), links.end(), [](const Link& link) { return link.relation == "p-p"; });
    return found == links.end() ? "" : found->uid;
}

// The last part of "GeoChat.<sender>.<room>.<message>"; of anything else all of it.
std::string id_in_uid(const std::string& uid) {
    return uid.starts_with(uid_prefix) ? uid.substr(uid.rfind('.') + 1) : uid;
}

Event receipt(const ChatMessage& message, const Reader& reader, const std::string& type, Instant now) {
    Event event = event_of(message.id, type, std::string(typed), now);
    Chat chat;
    chat.id = message.sender_uid;
    chat.chatroom = message.sender_callsign;
    chat.sender_callsign = reader.callsign;
    chat.group_owner = "false";
    chat.message_id = message.id;
    chat.group_id = message.sender_uid;
    chat.participants = {reader.uid, message.sender_uid};
    event.detail.chat = std::move(chat);
    event.detail.links = {{reader.uid, reader.type, "p-p", {}}};
    return event;
}

}  // namespace

Event chat_message(const ChatMessage& message, Instant now) {
    const std::string uid = std::string(uid_prefix) + message.sender_uid + "." + message.to + "." + message.id;
    Event event = event_of(uid, "b-t-f", std::string(typed), now);
    const bool is_for_one = !message.to_callsign.empty() && message.to_callsign != message.to;
    Chat chat;
    chat.parent = "RootContactGroup";
    chat.group_owner = "false";
    chat.message_id = message.id;
    chat.chatroom = is_for_one ? message.to_callsign : message.to;
    chat.id = message.to;
    chat.sender_callsign = message.sender_callsign;
    chat.group_id = message.to;
    chat.participants = {message.sender_uid, message.to};
    event.detail.chat = std::move(chat);
    event.detail.links = {{message.sender_uid, message.sender_type, "p-p", {}}};
    event.detail.note = {message.text, std::string(source_prefix) + message.sender_uid, message.to, now, {}};
    if (is_for_one) event.detail.destinations = {{message.to_callsign, "", "", {}}};
    return event;
}

ChatMessage chat_of(const Event& event) {
    const Chat chat = event.detail.chat.value_or(Chat{});
    ChatMessage message;
    message.id = chat.message_id.empty() ? id_in_uid(event.uid) : chat.message_id;
    message.sender_uid = chat.participants.empty() ? producer(event) : chat.participants.front();
    message.sender_callsign = chat.sender_callsign;
    message.to = chat.id;
    message.to_callsign = chat.chatroom == chat.id ? "" : chat.chatroom;
    if (event.detail.note) message.text = event.detail.note->text;
    for (const Link& link : event.detail.links) {
        if (link.relation == "p-p" && link.uid == message.sender_uid) message.sender_type = link.type;
    }
    return message;
}

Event chat_delivered(const ChatMessage& message, const Reader& reader, Instant now) {
    return receipt(message, reader, "b-t-f-d", now);
}

Event chat_read(const ChatMessage& message, const Reader& reader, Instant now) {
    return receipt(message, reader, "b-t-f-r", now);
}

Receipt receipt_of(const Event& event) {
    const Chat chat = event.detail.chat.value_or(Chat{});
    Receipt receipt{chat.message_id, chat.participants.empty() ? producer(event) : chat.participants.front()};
    if (!receipt.message_id.empty()) return receipt;
    std::string uid = event.uid;
    if (uid.ends_with(".d") || uid.ends_with(".r")) uid.resize(uid.size() - 2);
    receipt.message_id = id_in_uid(uid);
    return receipt;
}

}  // namespace paraat::codec::cot

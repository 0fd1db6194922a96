#pragma once

#include <string_view>

// The kind of an event is a path of atoms, "b-a-o-tbl": what begins with another one is a kind of it.
namespace paraat::codec::cot {

// 1 to 128 letters, digits, '.', '_' and '-' between atoms that are not empty.
bool is_type(std::string_view text);

// Whether `type` is of that kind, atom by atom; in `kind` "." stands for any one. "a-f-G-U-C" is an "a-.-G", and
// "a-friend" is no "a-f".
bool is_of_kind(std::string_view type, std::string_view kind);

bool is_position(std::string_view type);   // something in the world, friend or not: a-.
bool is_emergency(std::string_view type);  // b-a, but not its cancel
bool is_cancel(std::string_view type);     // b-a-o-can
bool is_chat(std::string_view type);       // b-t-f, but not a receipt
bool is_delivered(std::string_view type);  // b-t-f-d
bool is_read(std::string_view type);       // b-t-f-r
bool is_receipt(std::string_view type);    // either of them
bool is_map_item(std::string_view type);   // marker, waypoint, route, shape: b-m, u-d, u-r
bool is_file_transfer(std::string_view type);
bool is_ping(std::string_view type);
bool is_pong(std::string_view type);
bool is_negotiation(std::string_view type);
bool is_delete(std::string_view type);
bool is_task_reply(std::string_view type);  // y-: received, wilco, complete, failed

}  // namespace paraat::codec::cot

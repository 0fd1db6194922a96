#include "hub/codec/cot/type.hpp"

#include <algorithm>

namespace paraat::codec::cot {
namespace {

constexpr std::size_t type_most = 128;  // bytes

// The first atom, which is taken off.
std::string_view next_atom(std::string_view& path) {
    const auto end = std::min(path.find('-'), path.size());
    const std::string_view atom = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return atom;
}

}  // namespace

bool is_type(std::string_view text) {
    const auto may_be = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    };
    if (text.empty() || text.size() > type_most || !std::all_of(text.begin(), text.end(), may_be)) return false;
    return text.front() != '-' && text.back() != '-' && text.find("--") == std::string_view::npos;
}

bool is_of_kind(std::string_view type, std::string_view kind) {
    while (!kind.empty()) {
        if (type.empty()) return false;
        const auto is = next_atom(type);
        const auto wanted = next_atom(kind);
        if (is != wanted && wanted != ".") return false;
    }
    return true;
}

bool is_position(std::string_view type) {
    return is_of_kind(type, "a-.");
}
bool is_emergency(std::string_view type) {
    return is_of_kind(type, "b-a") && !is_cancel(type);
}
bool is_cancel(std::string_view type) {
    return is_of_kind(type, "b-a-o-can");
}
bool is_chat(std::string_view type) {
    return is_of_kind(type, "b-t-f") && !is_receipt(type);
}
bool is_delivered(std::string_view type) {
    return is_of_kind(type, "b-t-f-d");
}
bool is_read(std::string_view type) {
    return is_of_kind(type, "b-t-f-r");
}
bool is_receipt(std::string_view type) {
    return is_delivered(type) || is_read(type);
}
bool is_map_item(std::string_view type) {
    return is_of_kind(type, "b-m") || is_of_kind(type, "u-d") || is_of_kind(type, "u-r");
}
bool is_file_transfer(std::string_view type) {
    return is_of_kind(type, "b-f-t");
}
bool is_ping(std::string_view type) {
    return is_of_kind(type, "t-x-c-t") && !is_pong(type);
}
bool is_pong(std::string_view type) {
    return is_of_kind(type, "t-x-c-t-r");
}
bool is_negotiation(std::string_view type) {
    return is_of_kind(type, "t-x-takp");
}
bool is_delete(std::string_view type) {
    return is_of_kind(type, "t-x-d-d");
}
bool is_task_reply(std::string_view type) {
    return is_of_kind(type, "y");
}

}  // namespace paraat::codec::cot

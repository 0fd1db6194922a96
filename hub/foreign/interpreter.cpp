#include "hub/foreign/interpreter.hpp"

#include "hub/foreign/owntracks_inputs.hpp"

namespace paraat::foreign {
namespace {

bool is_below(std::string_view topic, const std::string& root) {
    return !root.empty() && topic.size() > root.size() && topic.starts_with(root) && topic[root.size()] == '/';
}

// Far enough into a document to see what it is: behind the declaration, comments and white space there is its root.
constexpr std::size_t glance_most = 4 * 1024;

bool is_event(std::string_view payload) {
    return payload.substr(0, glance_most).find("<event") != std::string_view::npos;
}

bool is_geographic(std::string_view payload) {
    const std::string_view seen = payload.substr(0, glance_most);
    return seen.find("\"Feature") != std::string_view::npos;
}

}  // namespace

Interpreter::Interpreter(Devices devices) : devices_(std::move(devices)) {}

bool Interpreter::is_of_devices(std::string_view topic) const {
    return is_below(topic, devices_.owntracks_root) || is_below(topic, devices_.meshtastic_root);
}

std::optional<Format> Interpreter::format_of(std::string_view payload, bool is_by_partner,
                                             std::string_view partner_kind) {
    const auto first = payload.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return std::nullopt;
    const bool has_mark = payload.starts_with("\xEF\xBB\xBF");
    if (payload[first] == '<' || has_mark) return is_event(payload) ? Format::cot : Format::cap;
    if (!is_by_partner) return std::nullopt;
    if (partner_kind == "p2000" || payload.substr(first).starts_with("FLEX")) return Format::p2000;
    if (payload[first] == '{' && (partner_kind == "geojson" || is_geographic(payload))) return Format::geojson;
    return std::nullopt;
}

Interpretation Interpreter::read(const Heard& heard, const core::Organisation& organisation) {
    if (heard.sender.empty() && is_below(heard.topic, devices_.owntracks_root)) {
        return read_owntracks(heard, devices_, organisation);
    }
    if (heard.sender.empty() && is_below(heard.topic, devices_.meshtastic_root)) {
        return meshtastic_.read(heard, devices_, organisation);
    }
    Interpretation none;
    none.client = heard.sender;
    none.refused = Error{"unreadable", "", "the hub does not read this format yet"};
    return none;
}

}  // namespace paraat::foreign

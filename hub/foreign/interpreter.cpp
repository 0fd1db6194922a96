#include "hub/foreign/interpreter.hpp"

#include <algorithm>

#include "hub/foreign/geojson_inputs.hpp"
#include "hub/foreign/owntracks_inputs.hpp"
#include "hub/foreign/tak_topic.hpp"

namespace paraat::foreign {
namespace {

// Far enough into a document to see what it is: behind the declaration, comments and white space there is its root.
constexpr std::size_t glance_most = 4 * 1024;

// Whether its first element is an event, CAP having elements of that name within; or the list of contents of a data
// package, which the reader of events knows, and can say what to send instead.
bool is_event(std::string_view payload) {
    std::string_view seen = payload.substr(0, glance_most);
    for (std::size_t at = seen.find('<'); at != std::string_view::npos; at = seen.find('<')) {
        seen.remove_prefix(at + 1);
        if (seen.starts_with("!--")) {
            seen.remove_prefix(std::min(seen.find("-->"), seen.size()));
        } else if (!seen.starts_with('?') && !seen.starts_with('!')) {
            return seen.starts_with("event") || seen.starts_with("MissionPackage");
        }
    }
    return false;
}

bool is_geographic(std::string_view payload) {
    const std::string_view seen = payload.substr(0, glance_most);
    return seen.find("\"Feature") != std::string_view::npos;
}

}  // namespace

Interpreter::Interpreter(Devices devices) : devices_(std::move(devices)) {}

bool Interpreter::is_of_devices(std::string_view topic) const {
    return topic.starts_with(tak_prefix) || is_below(topic, devices_.owntracks_root) ||
           is_below(topic, devices_.meshtastic_root);
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

void Interpreter::understand_pages(codec::p2000::Tables tables, codec::p2000::OffsetAt offset) {
    pages_ = std::make_unique<P2000Inputs>(std::move(tables), std::move(offset));
}

std::vector<Late> Interpreter::overdue(Instant now) {
    return pages_ != nullptr ? pages_->overdue(now) : std::vector<Late>{};
}

std::vector<Late> Interpreter::let_go() {
    return pages_ != nullptr ? pages_->let_go() : std::vector<Late>{};
}

std::vector<HeldLine> Interpreter::held() const {
    return pages_ != nullptr ? pages_->held() : std::vector<HeldLine>{};
}

void Interpreter::hold_again(const std::vector<HeldLine>& held) {
    if (pages_ != nullptr) pages_->hold_again(held);
}

Glance Interpreter::glance_at(const Heard& heard, const core::Organisation& organisation) const {
    return foreign::glance_at(heard, devices_, organisation);
}

Interpretation Interpreter::read(const Heard& heard, const core::Organisation& organisation) {
    if (heard.topic.starts_with(tak_prefix)) return cot_.read(heard, devices_, organisation);
    if (heard.sender.empty() && is_below(heard.topic, devices_.owntracks_root)) {
        return read_owntracks(heard, devices_, organisation);
    }
    if (heard.sender.empty() && is_below(heard.topic, devices_.meshtastic_root)) {
        return meshtastic_.read(heard, devices_, organisation);
    }
    const auto format = format_of(heard.payload, heard.is_by_partner, heard.partner_kind);
    if (format == Format::cot) return cot_.read(heard, devices_, organisation);
    if (!heard.sender.empty() && format == Format::cap) return cap_.read(heard, organisation);
    if (!heard.sender.empty() && format == Format::geojson) return read_geojson(heard);
    if (!heard.sender.empty() && format == Format::p2000 && pages_ != nullptr) return pages_->read(heard);
    Interpretation none;
    none.client = heard.sender;
    none.refused = Error{"unreadable", "", "the hub does not read this format yet"};
    return none;
}

}  // namespace paraat::foreign

#include "hub/codec/cap/grammar.hpp"

#include <algorithm>
#include <array>

#include "hub/base/utf8.hpp"
#include "hub/codec/cap/trimmed.hpp"

namespace paraat::codec::cap {
namespace {

constexpr std::array<Part, 14> alert_parts = {{{"identifier", Content::text, true, false},
                                               {"sender", Content::text, true, false},
                                               {"sent", Content::moment, true, false},
                                               {"status", Content::status, true, false},
                                               {"msgType", Content::message_type, true, false},
                                               {"source", Content::text, false, false},
                                               {"scope", Content::scope, true, false},
                                               {"restriction", Content::text, false, false},
                                               {"addresses", Content::text, false, false},
                                               {"code", Content::text, false, true},
                                               {"note", Content::text, false, false},
                                               {"references", Content::text, false, false},
                                               {"incidents", Content::text, false, false},
                                               {"info", Content::info, false, true}}};

constexpr std::array<Part, 21> info_parts = {{{"language", Content::language, false, false},
                                              {"category", Content::category, true, true},
                                              {"event", Content::text, true, false},
                                              {"responseType", Content::response, false, true},
                                              {"urgency", Content::urgency, true, false},
                                              {"severity", Content::severity, true, false},
                                              {"certainty", Content::certainty, true, false},
                                              {"audience", Content::text, false, false},
                                              {"eventCode", Content::named_value, false, true},
                                              {"effective", Content::moment, false, false},
                                              {"onset", Content::moment, false, false},
                                              {"expires", Content::moment, false, false},
                                              {"senderName", Content::text, false, false},
                                              {"headline", Content::text, false, false},
                                              {"description", Content::text, false, false},
                                              {"instruction", Content::text, false, false},
                                              {"web", Content::uri, false, false},
                                              {"contact", Content::text, false, false},
                                              {"parameter", Content::named_value, false, true},
                                              {"resource", Content::resource, false, true},
                                              {"area", Content::area, false, true}}};

constexpr std::array<Part, 6> resource_parts = {{{"resourceDesc", Content::text, true, false},
                                                 {"mimeType", Content::text, true, false},
                                                 {"size", Content::integer, false, false},
                                                 {"uri", Content::uri, false, false},
                                                 {"derefUri", Content::text, false, false},
                                                 {"digest", Content::text, false, false}}};

constexpr std::array<Part, 6> resource_parts_1_1 = {{{"resourceDesc", Content::text, true, false},
                                                     {"mimeType", Content::text, false, false},
                                                     {"size", Content::integer, false, false},
                                                     {"uri", Content::uri, false, false},
                                                     {"derefUri", Content::text, false, false},
                                                     {"digest", Content::text, false, false}}};

constexpr std::array<Part, 6> area_parts = {{{"areaDesc", Content::text, true, false},
                                             {"polygon", Content::text, false, true},
                                             {"circle", Content::text, false, true},
                                             {"geocode", Content::named_value, false, true},
                                             {"altitude", Content::decimal, false, false},
                                             {"ceiling", Content::decimal, false, false}}};

constexpr std::array<Part, 6> area_parts_1_1 = {{{"areaDesc", Content::text, true, false},
                                                 {"polygon", Content::text, false, true},
                                                 {"circle", Content::text, false, true},
                                                 {"geocode", Content::named_value, false, true},
                                                 {"altitude", Content::text, false, false},
                                                 {"ceiling", Content::text, false, false}}};

constexpr std::array<Part, 2> named_value_parts = {
    {{"valueName", Content::text, true, false}, {"value", Content::text, true, false}}};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// RFC 3066: "nl", "en-GB".
bool is_language(std::string_view text) {
    std::size_t length = 0;
    bool is_first = true;
    for (const char c : text) {
        if (c == '-') {
            if (length == 0) return false;
            length = 0;
            is_first = false;
        } else if (!is_letter(c) && (is_first || !is_digit(c))) {
            return false;
        } else if (++length > 8) {
            return false;
        }
    }
    return length > 0;
}

bool is_number(std::string_view text, bool may_have_fraction) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    std::size_t digits = 0;
    std::size_t points = 0;
    for (const char c : text) {
        if (is_digit(c)) {
            ++digits;
        } else if (c == '.' && may_have_fraction) {
            ++points;
        } else {
            return false;
        }
    }
    return digits > 0 && points <= 1;
}

// "https" and the like, as they stand before a colon.
bool is_scheme(std::string_view text) {
    const auto may_follow = [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.'; };
    return !text.empty() && is_letter(text.front()) && std::all_of(text.begin(), text.end(), may_follow);
}

// Nearly every text is one; what is not: an escape that is none, a colon behind something that is no scheme.
bool is_uri(std::string_view text) {
    const auto is_hex = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); };
    const auto colon = text.find_first_of(":/?#");
    const bool has_scheme = colon != std::string_view::npos && text[colon] == ':';
    if ((has_scheme && !is_scheme(text.substr(0, colon))) || text.find('#') != text.rfind('#')) return false;
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1)) {
        if (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
    }
    return true;
}

// 1.2 has the one notation of written(Moment) with any zone, 1.1 what XML Schema calls a dateTime.
bool is_moment(std::string_view text, Version version) {
    text = trimmed(text);
    if (version == Version::v1_2 && text.size() != 25) return false;
    const auto reading = read_moment(text);
    if (!reading) return false;
    const auto& remark = reading->remark;
    if (version == Version::v1_2) return remark.empty();
    return remark.find("no T") == std::string::npos && remark.find("no colon") == std::string::npos &&
           text.find('z') == std::string_view::npos;
}

}  // namespace

std::span<const Part> parts_of_alert() {
    return alert_parts;
}

std::span<const Part> parts_of(Content content, Version version) {
    const bool is_old = version != Version::v1_2;
    switch (content) {
        case Content::info: return info_parts;
        case Content::resource: return is_old ? resource_parts_1_1 : resource_parts;
        case Content::area: return is_old ? area_parts_1_1 : area_parts;
        case Content::named_value: return named_value_parts;
        default: return {};
    }
}

bool is_value(std::string_view text, Content content, Version version) {
    switch (content) {
        case Content::text: return true;
        case Content::moment: return is_moment(text, version);
        case Content::language: return text.empty() || is_language(trimmed(text));  // empty: the schema's en-US
        case Content::uri: return is_uri(trimmed(text));
        case Content::integer: return is_number(trimmed(text), false);
        case Content::decimal: return is_number(trimmed(text), true);
        case Content::status: return from_word<Status>(text).has_value();
        case Content::message_type: return from_word<MessageType>(text).has_value();
        case Content::scope: return from_word<Scope>(text).has_value();
        case Content::category: return from_word<Category>(text).has_value();
        case Content::response: {
            const auto response = from_word<Response>(text);
            const bool is_new = response == Response::avoid || response == Response::all_clear;
            return response && (version == Version::v1_2 || !is_new);
        }
        case Content::urgency: return from_word<Urgency>(text).has_value();
        case Content::severity: return from_word<Severity>(text).has_value();
        case Content::certainty: return from_word<Certainty>(text).has_value();
        case Content::named_value:
        case Content::info:
        case Content::resource:
        case Content::area: return false;
    }
    return false;
}

}  // namespace paraat::codec::cap

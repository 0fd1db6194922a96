#include "hub/codec/json_fields.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "hub/base/utf8.hpp"

namespace paraat::codec {
namespace {

constexpr std::size_t notes_most = 32;
// Seconds: in the year 5138; milliseconds: in 1973. No device means either.
constexpr double seconds_below = 100'000'000'000.0;
constexpr double milliseconds_below = seconds_below * 1'000.0;
constexpr double whole_below = 1e15;  // exact in a double

std::optional<double> number_in(const nlohmann::ordered_json& value) {
    if (value.is_number()) return value.get<double>();
    if (!value.is_string()) return std::nullopt;
    const auto& text = value.get_ref<const std::string&>();
    double number = 0.0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
    return is_whole ? std::optional(number) : std::nullopt;
}

std::string shown(double number) {
    JsonObject object;
    object.number("n", number);
    return object.json().at("n").dump();
}

}  // namespace

void Notes::remark(std::string field, std::string why) {
    if (degraded.size() < notes_most) degraded.push_back({std::move(field), std::move(why)});
}

void Notes::ignore(std::string path) {
    if (ignored.size() < notes_most) ignored.push_back(std::move(path));
}

const JsonFields::Json* JsonFields::find(const char* key) {
    known_.emplace_back(key);
    const auto found = object_.find(key);
    if (found == object_.end()) return nullptr;
    if (!found->is_null()) return &*found;
    remark(key, "is null");
    return nullptr;
}

void JsonFields::number(const char* key, std::optional<double>& to, Bounds bounds) {
    const Json* value = find(key);
    if (value == nullptr) return;
    const auto number = number_in(*value);
    if (!number) return remark(key, "is no number");
    if (value->is_string()) remark(key, "is a text, taken for the number in it");
    if (number == bounds.unknown) return;
    if (*number >= bounds.least && *number <= bounds.most) {
        to = *number == 0.0 ? 0.0 : *number;  // -0 is written as 0
    } else {
        remark(key, "is not " + shown(bounds.least) + " to " + shown(bounds.most));
    }
}

void JsonFields::integer(const char* key, std::optional<std::int64_t>& to, Bounds bounds) {
    std::optional<double> read;
    number(key, read, bounds);
    if (!read) return;
    if (*read != std::trunc(*read)) remark(key, "is no whole number, and is rounded");
    to = std::llround(*read);
}

void JsonFields::time(const char* key, std::optional<Instant>& to, ZeroTime zero) {
    std::optional<double> read;
    number(key, read, {-milliseconds_below, milliseconds_below});
    if (!read || (*read == 0.0 && zero == ZeroTime::is_unknown)) return;
    if (*read < 1.0) return remark(key, "is no time after 1970");
    if (*read >= seconds_below) {
        remark(key, "is taken for milliseconds");
        *read /= 1'000.0;
    }
    to = Instant{static_cast<std::int64_t>(*read) * 1'000};
}

std::string JsonFields::plain(const std::string& text, const std::string& path, std::size_t most) {
    std::string out = text;
    if (out.find('\0') != std::string::npos) {
        out.erase(std::remove(out.begin(), out.end(), '\0'), out.end());
        notes_.remark(path, "holds the character U+0000, which is left out");
    }
    if (out.size() <= most) return out;
    notes_.remark(path, "is longer than " + std::to_string(most) + " bytes, and is cut");
    return cut(std::move(out), most);
}

void JsonFields::text(const char* key, std::string& to, std::size_t most) {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (value->is_string()) {
        to = plain(value->get_ref<const std::string&>(), path_of(key), most);
    } else if (value->is_number() || value->is_boolean()) {
        remark(key, "is no text, and is taken as it is written");
        to = plain(value->dump(), path_of(key), most);
    } else {
        remark(key, "is no text");
    }
}

void JsonFields::base64(const char* key, std::string& to, std::size_t most) {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_string() || !looks_like_base64(value->get_ref<const std::string&>())) {
        return remark(key, "is no base64, and is left out");
    }
    const auto& text = value->get_ref<const std::string&>();
    if (text.size() > most) {
        return remark(key, "is longer than " + std::to_string(most) + " characters, and is left out");
    }
    to = text;
}

void JsonFields::flag(const char* key, std::optional<bool>& to) {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (value->is_boolean()) {
        to = value->get<bool>();
        return;
    }
    const auto number = number_in(*value);
    if (number == 0.0 || number == 1.0) {
        remark(key, "is a number, taken for true or false");
        to = number == 1.0;
    } else {
        remark(key, "is neither true nor false");
    }
}

void JsonFields::texts(const char* key, std::vector<std::string>& to, std::size_t most_entries,
                       std::size_t most_bytes) {
    const Json* values = array_at(key, most_entries);
    if (values == nullptr) return;
    for (std::size_t i = 0; i < values->size() && to.size() < most_entries; ++i) {
        const std::string here = path_of(key) + "[" + std::to_string(i) + "]";
        if ((*values)[i].is_string()) {
            to.push_back(plain((*values)[i].get_ref<const std::string&>(), here, most_bytes));
        } else {
            notes_.remark(here, "is no text");
        }
    }
}

void JsonFields::raw(const char* key, std::string& to) {
    if (const Json* value = find(key)) to = value->dump();
}

void JsonFields::constant(const char* key, std::string_view word) {
    const Json* value = find(key);
    if (value == nullptr) return;
    if (!value->is_string() || value->get_ref<const std::string&>() != word) {
        remark(key, "is taken for \"" + std::string(word) + "\"");
    }
}

void JsonFields::require(const char* key) {
    if (!object_.contains(key)) remark(key, "is missing");
}

void JsonFields::note_ignored() {
    for (const auto& [key, value] : object_.items()) {
        if (std::find(known_.begin(), known_.end(), key) == known_.end()) notes_.ignore(path_ + shortened(key));
    }
}

const JsonFields::Json* JsonFields::object_at(const char* key) {
    const Json* value = find(key);
    if (value == nullptr || value->is_object()) return value;
    remark(key, "is no object");
    return nullptr;
}

const JsonFields::Json* JsonFields::array_at(const char* key, std::size_t most) {
    const Json* value = find(key);
    if (value == nullptr) return nullptr;
    if (!value->is_array()) {
        remark(key, "is no list");
        return nullptr;
    }
    if (value->size() > most) remark(key, "has more than " + std::to_string(most) + " entries, and is cut");
    return value;
}

std::optional<std::size_t> JsonFields::index_of(const char* key, std::span<const std::string_view> words) {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    const auto found =
        value->is_string() ? std::find(words.begin(), words.end(), value->get_ref<const std::string&>()) : words.end();
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    remark(key, "is none of its words");
    return std::nullopt;
}

void JsonObject::number(const char* key, const std::optional<double>& from, Bounds) {
    if (!from) return;
    const bool is_whole = *from == std::trunc(*from) && std::abs(*from) < whole_below;
    json_[key] = is_whole ? Json(static_cast<std::int64_t>(*from)) : Json(*from);
}

void JsonObject::raw(const char* key, const std::string& from) {
    if (!from.empty()) json_[key] = Json::parse(from, nullptr, false);
}

bool looks_like_base64(std::string_view text) {
    for (int i = 0; i < 3 && text.ends_with('='); ++i) text.remove_suffix(1);
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' || c == '/' || c == '-';
    });
}

}  // namespace paraat::codec

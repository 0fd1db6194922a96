#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/codec/remark.hpp"

// The fields of a foreign JSON message. Its description, one function per kind of message, names each field once with
// its limits and is given to a JsonFields, which reads, or to a JsonObject, which writes. So they have the same words.
namespace paraat::codec {

// A number that may be; `unknown` is the one by which the format says that it does not know.
struct Bounds {
    double least = std::numeric_limits<double>::lowest();
    double most = std::numeric_limits<double>::max();
    std::optional<double> unknown = std::nullopt;
};

// What the format means by the time 0.
enum class ZeroTime { is_unknown, is_wrong };

// What a reader notes beside the values: what is wrong, and the paths of fields that it does not know. Each stops
// at 32.
struct Notes {
    Remarks degraded;
    std::vector<std::string> ignored;

    void remark(std::string field, std::string why);
    void ignore(std::string path);
};

// Reads. What has a wrong type, or is out of bounds, is absent and remarked on; nothing is refused. One thread.
class JsonFields {
public:
    using Json = nlohmann::ordered_json;

    // All of them outlive this.
    JsonFields(const Json& object, std::string path, Notes& notes)
        : object_(object), path_(std::move(path)), notes_(notes) {}

    // A number, or a text that is one.
    void number(const char* key, std::optional<double>& to, Bounds bounds = {});
    // Rounded when it has a fraction.
    void integer(const char* key, std::optional<std::int64_t>& to, Bounds bounds);
    // Seconds since 1970; what can only be milliseconds is taken for them.
    void time(const char* key, std::optional<Instant>& to, ZeroTime zero);
    // Longer than `most` bytes it is cut; without U+0000.
    void text(const char* key, std::string& to, std::size_t most);
    // Base64 of at most so many characters, or absent. Not decoded.
    void base64(const char* key, std::string& to, std::size_t most);
    void flag(const char* key, std::optional<bool>& to);
    void texts(const char* key, std::vector<std::string>& to, std::size_t most_entries, std::size_t most_bytes);
    // Any JSON, as text.
    void raw(const char* key, std::string& to);
    void constant(const char* key, std::string_view word);
    void require(const char* key);

    template <class Word>
    void word(const char* key, std::optional<Word>& to, std::span<const std::string_view> words) {
        if (const auto index = index_of(key, words)) to = static_cast<Word>(*index);
    }
    // An enumeration whose values are the format's own numbers.
    template <class Code>
    void code(const char* key, std::optional<Code>& to, Bounds bounds) {
        std::optional<std::int64_t> value;
        integer(key, value, bounds);
        if (value) to = static_cast<Code>(*value);
    }
    template <class Part, class Describe>
    void object(const char* key, std::optional<Part>& to, Describe describe) {
        const Json* value = object_at(key);
        if (value == nullptr) return;
        JsonFields inner(*value, path_of(key) + ".", notes_);
        describe(inner, to.emplace());
        inner.note_ignored();
    }
    template <class Entry, class Describe>
    void list(const char* key, std::vector<Entry>& to, std::size_t most, Describe describe) {
        const Json* values = array_at(key, most);
        if (values == nullptr) return;
        for (std::size_t i = 0; i < values->size() && to.size() < most; ++i) {
            const std::string here = path_of(key) + "[" + std::to_string(i) + "]";
            if (!(*values)[i].is_object()) {
                notes_.remark(here, "is no object");
                continue;
            }
            JsonFields inner((*values)[i], here + ".", notes_);
            describe(inner, to.emplace_back());
            inner.note_ignored();
        }
    }

    // Once all are read.
    void note_ignored();
    void remark(const char* key, std::string why) { notes_.remark(path_of(key), std::move(why)); }

private:
    const Json* find(const char* key);
    const Json* object_at(const char* key);
    const Json* array_at(const char* key, std::size_t most);
    std::optional<std::size_t> index_of(const char* key, std::span<const std::string_view> words);
    std::string plain(const std::string& text, const std::string& path, std::size_t most);
    std::string path_of(const char* key) const { return path_ + key; }

    const Json& object_;
    std::string path_;
    Notes& notes_;
    std::vector<std::string_view> known_;
};

// Writes; what is absent or empty is left out. One thread.
class JsonObject {
public:
    using Json = nlohmann::ordered_json;

    // Without a fraction it is written as a whole number, as the apps do.
    void number(const char* key, const std::optional<double>& from, Bounds = {});
    void integer(const char* key, const std::optional<std::int64_t>& from, Bounds) { put(key, from); }
    void time(const char* key, const std::optional<Instant>& from, ZeroTime) {
        if (from) json_[key] = from->ms / 1'000;
    }
    void text(const char* key, const std::string& from, std::size_t) {
        if (!from.empty()) json_[key] = from;
    }
    void base64(const char* key, const std::string& from, std::size_t) { text(key, from, 0); }
    void flag(const char* key, const std::optional<bool>& from) { put(key, from); }
    void texts(const char* key, const std::vector<std::string>& from, std::size_t, std::size_t) {
        if (!from.empty()) json_[key] = from;
    }
    void raw(const char* key, const std::string& from);
    void constant(const char* key, std::string_view word) { json_[key] = word; }
    void require(const char*) {}

    template <class Word>
    void word(const char* key, const std::optional<Word>& from, std::span<const std::string_view> words) {
        if (from) json_[key] = words[static_cast<std::size_t>(*from)];
    }
    template <class Code>
    void code(const char* key, const std::optional<Code>& from, Bounds) {
        if (from) json_[key] = static_cast<std::int64_t>(*from);
    }
    template <class Part, class Describe>
    void object(const char* key, const std::optional<Part>& from, Describe describe) {
        if (!from) return;
        JsonObject inner;
        describe(inner, *from);
        json_[key] = inner.json();
    }
    template <class Entry, class Describe>
    void list(const char* key, const std::vector<Entry>& from, std::size_t, Describe describe) {
        if (from.empty()) return;
        Json entries = Json::array();
        for (const Entry& entry : from) {
            JsonObject inner;
            describe(inner, entry);
            entries.push_back(inner.json());
        }
        json_[key] = std::move(entries);
    }

    const Json& json() const { return json_; }
    std::string dump() const { return json_.dump(); }

private:
    template <class Value>
    void put(const char* key, const std::optional<Value>& from) {
        if (from) json_[key] = *from;
    }

    Json json_ = Json::object();
};

// "[-A-Za-z0-9+/]*" and at most three "=", as OwnTracks' own schema has it.
bool looks_like_base64(std::string_view text);

}  // namespace paraat::codec

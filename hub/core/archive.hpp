#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "hub/base/flat_map.hpp"
#include "hub/base/shared.hpp"
#include "hub/base/time.hpp"
#include "hub/core/names.hpp"

// Values to bytes and back, for the journal and its snapshots (docs/formats/journal.md): a struct is a row of fields,
// each a number, a length and the value's bytes, so that fields can be added and old readers skip what they do not
// know. A struct says its fields by `static fields(self, visit)`, or by a free `fields(self, visit)` where the type is
// plain data from elsewhere.
namespace paraat::core {

void append_long_varint(std::string& bytes, std::uint64_t value);
inline void append_varint(std::string& bytes, std::uint64_t value) {
    if (value >= 0x80) return append_long_varint(bytes, value);
    bytes.push_back(static_cast<char>(value));
}
// Nullopt at the end of the bytes or past 64 bits; moves `bytes` on.
std::optional<std::uint64_t> take_varint(std::string_view& bytes);
std::optional<std::string_view> take_sized(std::string_view& bytes);

namespace archive {

template <class T>
concept Listed = requires(T& value, int& visit) {
    T::fields(value, visit);
};

template <class T>
struct is_container : std::false_type {};
template <class T>
struct is_container<std::vector<T>> : std::true_type {};
template <class T>
struct is_container<std::set<T>> : std::true_type {};
template <class T>
struct is_container<FlatSet<T>> : std::true_type {};
template <class T>
struct is_shared : std::false_type {};
template <class T>
struct is_shared<Shared<T>> : std::true_type {};
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_map : std::false_type {};
template <class K, class V>
struct is_map<std::map<K, V>> : std::true_type {};
template <class K, class V>
struct is_map<FlatMap<K, V>> : std::true_type {};
template <class T>
struct is_pair : std::false_type {};
template <class A, class B>
struct is_pair<std::pair<A, B>> : std::true_type {};
template <class T>
struct is_name : std::false_type {};
template <class Tag>
struct is_name<Name<Tag>> : std::true_type {};
template <class T>
struct is_id : std::false_type {};
template <class Tag>
struct is_id<Id<Tag>> : std::true_type {};

}  // namespace archive

class Encoder {
public:
    // With a second string, sealed fields go there; otherwise they stay in place.
    explicit Encoder(std::string& open, std::string* sealed = nullptr) : open_(open), sealed_(sealed) {}

    template <class T>
    void operator()(int number, const char*, const T& value) {
        field(open_, number, value);
    }
    template <class T>
    void sealed(int number, const char*, const T& value) {
        field(sealed_ != nullptr ? *sealed_ : open_, number, value);
    }

    template <class T>
    static std::string bytes_of(const T& value) {
        std::string bytes;
        append(bytes, value);
        return bytes;
    }

private:
    // In place: of a large state each byte would be copied once for each struct that it lies in.
    template <class T>
    static void append_sized(std::string& out, const T& value) {
        if constexpr (std::is_same_v<T, std::string>) {
            append_varint(out, value.size());
            out += value;
            return;
        } else if constexpr (archive::is_name<T>::value) {
            return append_sized(out, value.text);
        }
        const std::size_t begin = out.size();
        out.push_back(0);
        append(out, value);
        const std::size_t size = out.size() - begin - 1;
        if (size < 0x80) {
            out[begin] = static_cast<char>(size);
            return;
        }
        std::string length;
        append_varint(length, size);
        out.replace(begin, 1, length);
    }
    static void append_signed(std::string& out, std::int64_t value) {
        append_varint(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
    }

    template <class T>
    static void field(std::string& out, int number, const T& value) {
        if constexpr (archive::is_optional<T>::value) {
            if (value) field(out, number, *value);
        } else if constexpr (archive::is_shared<T>::value) {
            field(out, number, *value);
        } else {
            if constexpr (archive::is_container<T>::value || archive::is_map<T>::value ||
                          std::is_same_v<T, std::string> || archive::is_name<T>::value) {
                if (value.empty()) return;  // absent means empty
            }
            append_varint(out, static_cast<std::uint64_t>(number));
            append_sized(out, value);
        }
    }

    template <class T>
    static void append(std::string& out, const T& value) {
        if constexpr (archive::is_shared<T>::value) {
            append(out, *value);
        } else if constexpr (std::is_same_v<T, std::string>) {
            out += value;
        } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
            append_signed(out, static_cast<std::int64_t>(value));
        } else if constexpr (std::is_same_v<T, Instant>) {
            append_signed(out, value.ms);
        } else if constexpr (std::is_same_v<T, Milliseconds>) {
            append_signed(out, value.count());
        } else if constexpr (archive::is_name<T>::value) {
            out += value.text;
        } else if constexpr (archive::is_id<T>::value) {
            const auto& bytes = value.ulid.bytes();
            out.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        } else if constexpr (archive::is_container<T>::value) {
            for (const auto& element : value) append_sized(out, element);
        } else if constexpr (archive::is_map<T>::value) {
            for (const auto& [key, element] : value) {
                append_sized(out, key);
                append_sized(out, element);
            }
        } else if constexpr (archive::is_pair<T>::value) {
            append_sized(out, value.first);
            append_sized(out, value.second);
        } else if constexpr (archive::Listed<T>) {
            Encoder inner(out);
            T::fields(value, inner);
        } else {
            Encoder inner(out);
            fields(value, inner);
        }
    }

    std::string& open_;
    std::string* sealed_;
};

// Reads what Encoder wrote. Fields that are not there keep what the value had; `is_sound()` says afterwards whether all
// bytes made sense.
class Decoder {
public:
    explicit Decoder(std::string_view open, std::string_view sealed = {}) { is_sound_ = split(open) && split(sealed); }

    template <class T>
    void operator()(int number, const char*, T& value) {
        const auto found = fields_.find(number);
        if (found != fields_.end() && !take(found->second, value)) is_sound_ = false;
    }
    template <class T>
    void sealed(int number, const char* name, T& value) {
        (*this)(number, name, value);
    }
    bool is_sound() const { return is_sound_; }

    template <class T>
    static bool take(std::string_view bytes, T& value) {
        if constexpr (archive::is_optional<T>::value) {
            value.emplace();
            return take(bytes, *value);
        } else if constexpr (archive::is_shared<T>::value) {
            std::decay_t<decltype(*value)> own;
            const bool is_read = take(bytes, own);
            value = std::move(own);
            return is_read;
        } else if constexpr (std::is_same_v<T, std::string>) {
            value.assign(bytes);
            return true;
        } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
            const auto number = take_signed(bytes);
            if (number) value = static_cast<T>(*number);
            return number.has_value();
        } else if constexpr (std::is_same_v<T, Instant>) {
            return take(bytes, value.ms);
        } else if constexpr (std::is_same_v<T, Milliseconds>) {
            const auto number = take_signed(bytes);
            if (number) value = Milliseconds{*number};
            return number.has_value();
        } else if constexpr (archive::is_name<T>::value) {
            value.text.assign(bytes);
            return true;
        } else if constexpr (archive::is_id<T>::value) {
            std::array<std::uint8_t, 16> raw{};
            if (bytes.size() != raw.size()) return false;
            std::copy(bytes.begin(), bytes.end(), raw.begin());
            value = T{Ulid::from_bytes(raw)};
            return true;
        } else if constexpr (archive::is_container<T>::value) {
            value.clear();
            while (!bytes.empty()) {
                typename T::value_type element{};
                const auto part = take_sized(bytes);
                if (!part || !take(*part, element)) return false;
                value.insert(value.end(), std::move(element));
            }
            return true;
        } else if constexpr (archive::is_map<T>::value) {
            value.clear();
            while (!bytes.empty()) {
                std::pair<typename T::key_type, typename T::mapped_type> entry{};
                if (!take_pair(bytes, entry)) return false;
                value.insert(std::move(entry));
            }
            return true;
        } else if constexpr (archive::is_pair<T>::value) {
            return take_pair(bytes, value);
        } else if constexpr (archive::Listed<T>) {
            Decoder inner(bytes);
            T::fields(value, inner);
            return inner.is_sound();
        } else {
            Decoder inner(bytes);
            fields(value, inner);
            return inner.is_sound();
        }
    }

private:
    template <class Pair>
    static bool take_pair(std::string_view& bytes, Pair& pair) {
        const auto first = take_sized(bytes);
        if (!first || !take(*first, pair.first)) return false;
        const auto second = take_sized(bytes);
        return second && take(*second, pair.second);
    }
    static std::optional<std::int64_t> take_signed(std::string_view bytes) {
        const auto raw = take_varint(bytes);
        if (!raw || !bytes.empty()) return std::nullopt;
        return static_cast<std::int64_t>(*raw >> 1) ^ -static_cast<std::int64_t>(*raw & 1);
    }
    bool split(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto number = take_varint(bytes);
            if (!number) return false;
            const auto value = take_sized(bytes);
            if (!value) return false;
            fields_[static_cast<int>(*number)] = *value;
        }
        return true;
    }

    std::map<int, std::string_view> fields_;
    bool is_sound_ = true;
};

}  // namespace paraat::core

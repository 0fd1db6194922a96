#include "hub/rules/cel/value.hpp"

#include <charconv>
#include <cmath>

namespace paraat::rules::cel {
namespace {

constexpr std::size_t list_text_most = 1024;

std::string span_text(Duration span) {
    constexpr std::int64_t second = 1'000'000'000;
    const std::int64_t ns = span.nanoseconds;
    if (ns % (3'600 * second) == 0) return std::to_string(ns / (3'600 * second)) + " h";
    if (ns % (60 * second) == 0) return std::to_string(ns / (60 * second)) + " min";
    if (ns % second == 0) return std::to_string(ns / second) + " s";
    if (ns % 1'000'000 == 0) return std::to_string(ns / 1'000'000) + " ms";
    return std::to_string(ns) + " ns";
}

std::string list_text(const Value::List& list) {
    std::string text = "[";
    for (const Value& element : list) {
        text += (text.size() > 1 ? ", " : "") + to_text(element);
        if (text.size() > list_text_most) return text + ", ...]";
    }
    return text + "]";
}

std::string map_text(const Value::Map& map) {
    std::string text = "{";
    for (const auto& [key, element] : map) {
        text += (text.size() > 1 ? ", " : "") + to_text(key.value()) + ": " + to_text(element);
        if (text.size() > list_text_most) return text + ", ...}";
    }
    return text + "}";
}

}  // namespace

std::optional<Key> Key::of(const Value& value) {
    if (const auto* truth = value.as<bool>()) return Key(*truth);
    if (const auto* number = value.as<std::int64_t>()) return Key(*number);
    if (const auto* number = value.as<std::uint64_t>()) return Key(*number);
    if (const auto* text = value.as<std::string>()) return Key(*text);
    return std::nullopt;
}

Value Key::value() const {
    return std::visit([](const auto& key) { return Value(key); }, any);
}

bool Key::operator<(const Key& other) const {
    const auto* x = std::get_if<std::int64_t>(&any);
    const auto* y = std::get_if<std::uint64_t>(&other.any);
    if (x != nullptr && y != nullptr) return *x < 0 || static_cast<std::uint64_t>(*x) < *y;
    const auto* natural = std::get_if<std::uint64_t>(&any);
    const auto* whole = std::get_if<std::int64_t>(&other.any);
    if (natural != nullptr && whole != nullptr) return *whole >= 0 && *natural < static_cast<std::uint64_t>(*whole);
    return any < other.any;
}

Value::Value(List value) : any(std::make_shared<const List>(std::move(value))) {}
Value::Value(Map value) : any(std::make_shared<const Map>(std::move(value))) {}

const Value::List* Value::list() const {
    const auto* list = as<std::shared_ptr<const List>>();
    return list == nullptr ? nullptr : list->get();
}
const Value::Map* Value::map() const {
    const auto* map = as<std::shared_ptr<const Map>>();
    return map == nullptr ? nullptr : map->get();
}
const Object* Value::object() const {
    const auto* object = as<std::shared_ptr<const Object>>();
    return object == nullptr ? nullptr : object->get();
}

Optional present(Value value) {
    return {std::make_shared<const Value>(std::move(value))};
}

const Value* find(const Value::Map& map, const Value& key) {
    auto wanted = Key::of(key);
    if (const auto* number = key.as<double>()) {
        constexpr double uint_end = 18446744073709551616.0;  // 2^64
        const auto whole = whole_number(key);
        const bool is_natural = *number == std::trunc(*number) && *number >= 0 && *number < uint_end;
        if (whole) wanted = Key(*whole);
        if (!whole && is_natural) wanted = Key(static_cast<std::uint64_t>(*number));
    }
    if (!wanted) return nullptr;
    const auto found = map.find(*wanted);
    return found == map.end() ? nullptr : &found->second;
}

std::optional<std::int64_t> whole_number(const Value& value) {
    if (const auto* number = value.as<std::int64_t>()) return *number;
    if (const auto* number = value.as<std::uint64_t>()) {
        return *number > INT64_MAX ? std::nullopt : std::optional(static_cast<std::int64_t>(*number));
    }
    constexpr double int_end = 9223372036854775808.0;  // 2^63
    const auto* number = value.as<double>();
    if (number == nullptr || *number != std::trunc(*number)) return std::nullopt;
    if (!(*number >= -int_end && *number < int_end)) return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

bool has_type(const Value& value, const Type& type) {
    switch (type.kind) {
        case Type::Kind::dyn:
        case Type::Kind::parameter: return true;
        case Type::Kind::null: return value.as<Null>() != nullptr;
        case Type::Kind::boolean: return value.as<bool>() != nullptr;
        case Type::Kind::integer: return value.as<std::int64_t>() != nullptr;
        case Type::Kind::unsigned_integer: return value.as<std::uint64_t>() != nullptr;
        case Type::Kind::real: return value.as<double>() != nullptr;
        case Type::Kind::text: return value.as<std::string>() != nullptr;
        case Type::Kind::bytes: return value.as<Bytes>() != nullptr;
        case Type::Kind::duration: return value.as<Duration>() != nullptr;
        case Type::Kind::timestamp: return value.as<Timestamp>() != nullptr;
        case Type::Kind::type: return value.as<TypeName>() != nullptr;
        case Type::Kind::list: return value.list() != nullptr;
        case Type::Kind::map: return value.map() != nullptr;
        case Type::Kind::optional: return value.as<Optional>() != nullptr;
        case Type::Kind::message: return value.object() != nullptr;
    }
    return false;
}

TypeName type_of(const Value& value) {
    static constexpr const char* names[] = {"null_type",
                                            "bool",
                                            "int",
                                            "uint",
                                            "double",
                                            "string",
                                            "bytes",
                                            "google.protobuf.Duration",
                                            "google.protobuf.Timestamp",
                                            "type",
                                            "optional_type",
                                            "list",
                                            "map",
                                            "message"};
    static_assert(std::size(names) == std::variant_size_v<Value::Any>);
    return {names[value.any.index()]};
}

std::string to_text(double number) {
    if (std::isnan(number)) return "NaN";
    if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
    constexpr double fixed_least = 1e-4;
    constexpr double fixed_end = 1e21;
    const double size = std::abs(number);
    const bool is_fixed = size == 0 || (size >= fixed_least && size < fixed_end);
    char digits[64];
    const auto format = is_fixed ? std::chars_format::fixed : std::chars_format::scientific;
    return {digits, std::to_chars(digits, digits + sizeof(digits), number, format).ptr};
}

std::string to_text(const Value& value) {
    if (const auto* text = value.as<std::string>()) return *text;
    if (const auto* truth = value.as<bool>()) return *truth ? "true" : "false";
    if (const auto* number = value.as<std::int64_t>()) return std::to_string(*number);
    if (const auto* number = value.as<std::uint64_t>()) return std::to_string(*number);
    if (const auto* number = value.as<double>()) return to_text(*number);
    if (const auto* bytes = value.as<Bytes>()) return bytes->octets;
    if (const auto* span = value.as<Duration>()) return span_text(*span);
    if (const auto* moment = value.as<Timestamp>()) return to_rfc3339(*moment);
    if (const auto* type = value.as<TypeName>()) return type->name;
    if (const auto* optional = value.as<Optional>()) return optional->value ? to_text(*optional->value) : "none";
    if (const auto* list = value.list()) return list_text(*list);
    if (const auto* map = value.map()) return map_text(*map);
    return value.as<Null>() != nullptr ? "null" : "…";
}

}  // namespace paraat::rules::cel

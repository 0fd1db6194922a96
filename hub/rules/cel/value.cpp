#include "hub/rules/cel/value.hpp"

#include <charconv>

namespace paraat::rules::cel {
namespace {

bool is_number(const Value& value) {
    return value.as<std::int64_t>() != nullptr || value.as<std::uint64_t>() != nullptr || value.as<double>() != nullptr;
}

// As doubles, even where a double cannot hold the whole number: so do the language's own conformance cases at 2^63.
template <class Whole>
std::partial_ordering compare(Whole a, double b) {
    return static_cast<double>(a) <=> b;
}

std::partial_ordering compare(std::int64_t a, std::uint64_t b) {
    return a < 0 ? std::partial_ordering::less : static_cast<std::uint64_t>(a) <=> b;
}

std::partial_ordering compare_numbers(const Value& a, const Value& b) {
    if (const auto* x = a.as<double>()) {
        if (const auto* y = b.as<double>()) return *x <=> *y;
        return 0 <=> compare_numbers(b, a);
    }
    if (const auto* x = a.as<std::int64_t>()) {
        if (const auto* y = b.as<std::int64_t>()) return *x <=> *y;
        if (const auto* y = b.as<std::uint64_t>()) return compare(*x, *y);
        return compare(*x, *b.as<double>());
    }
    const auto x = *a.as<std::uint64_t>();
    if (const auto* y = b.as<std::uint64_t>()) return x <=> *y;
    if (const auto* y = b.as<std::int64_t>()) return 0 <=> compare(*y, x);
    return compare(x, *b.as<double>());
}

constexpr std::size_t list_text_most = 1024;

std::string span_text(Milliseconds span) {
    const std::int64_t ms = span.count();
    if (ms % 3'600'000 == 0) return std::to_string(ms / 3'600'000) + " h";
    if (ms % 60'000 == 0) return std::to_string(ms / 60'000) + " min";
    if (ms % 1'000 == 0) return std::to_string(ms / 1'000) + " s";
    return std::to_string(ms) + " ms";
}

}  // namespace

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

bool has_type(const Value& value, const Type& type) {
    switch (type.kind) {
        case Type::Kind::dyn: return true;
        case Type::Kind::null: return value.as<Null>() != nullptr;
        case Type::Kind::boolean: return value.as<bool>() != nullptr;
        case Type::Kind::integer: return value.as<std::int64_t>() != nullptr;
        case Type::Kind::unsigned_integer: return value.as<std::uint64_t>() != nullptr;
        case Type::Kind::real: return value.as<double>() != nullptr;
        case Type::Kind::text: return value.as<std::string>() != nullptr;
        case Type::Kind::duration: return value.as<Milliseconds>() != nullptr;
        case Type::Kind::timestamp: return value.as<Instant>() != nullptr;
        case Type::Kind::list: return value.list() != nullptr;
        case Type::Kind::map: return value.map() != nullptr;
        case Type::Kind::message: return value.object() != nullptr;
    }
    return false;
}

bool equal(const Value& a, const Value& b, Budget& budget) {
    if (!budget.spend(1)) return false;
    if (is_number(a) && is_number(b)) return compare_numbers(a, b) == std::partial_ordering::equivalent;
    if (a.any.index() != b.any.index()) return false;
    if (const auto* list = a.list()) {
        if (list->size() != b.list()->size()) return false;
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (!equal((*list)[i], (*b.list())[i], budget)) return false;
        }
        return true;
    }
    if (const auto* map = a.map()) {
        if (map->size() != b.map()->size()) return false;
        for (const auto& [key, element] : *map) {
            const auto other = b.map()->find(key);
            if (other == b.map()->end() || !equal(element, other->second, budget)) return false;
        }
        return true;
    }
    if (a.object() != nullptr) return a.object()->identity() == b.object()->identity();
    if (const auto* text = a.as<std::string>()) return *text == *b.as<std::string>();
    if (const auto* truth = a.as<bool>()) return *truth == *b.as<bool>();
    if (const auto* span = a.as<Milliseconds>()) return *span == *b.as<Milliseconds>();
    if (const auto* at = a.as<Instant>()) return *at == *b.as<Instant>();
    return true;  // null
}

std::optional<std::partial_ordering> order(const Value& a, const Value& b) {
    if (is_number(a) && is_number(b)) return compare_numbers(a, b);
    if (a.any.index() != b.any.index()) return std::nullopt;
    if (const auto* text = a.as<std::string>()) return *text <=> *b.as<std::string>();
    if (const auto* truth = a.as<bool>()) return *truth <=> *b.as<bool>();
    if (const auto* span = a.as<Milliseconds>()) return span->count() <=> b.as<Milliseconds>()->count();
    if (const auto* at = a.as<Instant>()) return at->ms <=> b.as<Instant>()->ms;
    return std::nullopt;
}

std::string to_text(const Value& value) {
    if (const auto* text = value.as<std::string>()) return *text;
    if (const auto* truth = value.as<bool>()) return *truth ? "true" : "false";
    if (const auto* number = value.as<std::int64_t>()) return std::to_string(*number);
    if (const auto* number = value.as<std::uint64_t>()) return std::to_string(*number);
    if (const auto* span = value.as<Milliseconds>()) return span_text(*span);
    if (const auto* at = value.as<Instant>()) return std::to_string(at->ms);
    if (const auto* number = value.as<double>()) {
        char digits[32];
        return {digits, std::to_chars(digits, digits + sizeof(digits), *number).ptr};
    }
    if (const auto* list = value.list()) {
        std::string text = "[";
        for (const Value& element : *list) {
            text += (text.size() > 1 ? ", " : "") + to_text(element);
            if (text.size() > list_text_most) return text + ", ...]";
        }
        return text + "]";
    }
    return value.as<Null>() != nullptr ? "null" : "…";
}

}  // namespace paraat::rules::cel

#include "hub/rules/cel/order.hpp"

#include <algorithm>

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

bool equal_lists(const Value::List& a, const Value::List& b, Budget& budget) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const Value& x, const Value& y) { return equal(x, y, budget); });
}

bool equal_maps(const Value::Map& a, const Value::Map& b, Budget& budget) {
    if (a.size() != b.size()) return false;
    return std::all_of(a.begin(), a.end(), [&](const auto& entry) {
        const auto other = b.find(entry.first);
        return other != b.end() && equal(entry.second, other->second, budget);
    });
}

bool equal_octets(const std::string& a, const std::string& b, Budget& budget) {
    return a.size() == b.size() && budget.spend_bytes(a.size()) && a == b;
}

bool equal_optionals(const Optional& a, const Optional& b, Budget& budget) {
    if (!a.value || !b.value) return !a.value && !b.value;
    return equal(*a.value, *b.value, budget);
}

}  // namespace

bool equal(const Value& a, const Value& b, Budget& budget) {
    if (!budget.spend(1)) return false;
    if (const auto* text = a.as<std::string>()) {
        const auto* other = b.as<std::string>();
        return other != nullptr && equal_octets(*text, *other, budget);
    }
    if (const auto* bytes = a.as<Bytes>()) {
        const auto* other = b.as<Bytes>();
        return other != nullptr && equal_octets(bytes->octets, other->octets, budget);
    }
    if (is_number(a) && is_number(b)) return compare_numbers(a, b) == std::partial_ordering::equivalent;
    if (a.any.index() != b.any.index()) return false;
    if (const auto* list = a.list()) return equal_lists(*list, *b.list(), budget);
    if (const auto* map = a.map()) return equal_maps(*map, *b.map(), budget);
    if (a.object() != nullptr) return a.object()->identity() == b.object()->identity();
    if (const auto* optional = a.as<Optional>()) return equal_optionals(*optional, *b.as<Optional>(), budget);
    if (const auto* type = a.as<TypeName>()) return *type == *b.as<TypeName>();
    return a.as<Null>() != nullptr || order(a, b) == std::partial_ordering::equivalent;
}

std::optional<std::partial_ordering> order(const Value& a, const Value& b) {
    if (is_number(a) && is_number(b)) return compare_numbers(a, b);
    if (a.any.index() != b.any.index()) return std::nullopt;
    if (const auto* text = a.as<std::string>()) return *text <=> *b.as<std::string>();
    if (const auto* truth = a.as<bool>()) return *truth <=> *b.as<bool>();
    if (const auto* bytes = a.as<Bytes>()) return *bytes <=> *b.as<Bytes>();
    if (const auto* span = a.as<Duration>()) return *span <=> *b.as<Duration>();
    if (const auto* moment = a.as<Timestamp>()) return *moment <=> *b.as<Timestamp>();
    return std::nullopt;
}

}  // namespace paraat::rules::cel

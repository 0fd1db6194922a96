#include "hub/rules/cel/standard.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "hub/rules/cel/functions.hpp"

namespace paraat::rules::cel {
namespace {

using Arguments = std::vector<Value>;

Outcome arithmetic(std::string_view name, std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    const char which = name[1];
    if ((which == '/' || which == '%') && b == 0) return error("division by zero");
    if ((which == '/' || which == '%') && a == INT64_MIN && b == -1) return error("the result is out of range");
    bool is_over = false;
    if (which == '+') is_over = __builtin_add_overflow(a, b, &result);
    if (which == '-') is_over = __builtin_sub_overflow(a, b, &result);
    if (which == '*') is_over = __builtin_mul_overflow(a, b, &result);
    if (which == '/') result = a / b;
    if (which == '%') result = a % b;
    return is_over ? error("the result is out of range") : Outcome(Value{result});
}

Outcome arithmetic(std::string_view name, std::uint64_t a, std::uint64_t b) {
    std::uint64_t result = 0;
    const char which = name[1];
    if ((which == '/' || which == '%') && b == 0) return error("division by zero");
    bool is_over = false;
    if (which == '+') is_over = __builtin_add_overflow(a, b, &result);
    if (which == '-') is_over = __builtin_sub_overflow(a, b, &result);
    if (which == '*') is_over = __builtin_mul_overflow(a, b, &result);
    if (which == '/') result = a / b;
    if (which == '%') result = a % b;
    return is_over ? error("the result is out of range") : Outcome(Value{result});
}

Outcome arithmetic(std::string_view name, double a, double b) {
    const char which = name[1];
    if (which == '+') return Value{a + b};
    if (which == '-') return Value{a - b};
    if (which == '*') return Value{a * b};
    return Value{a / b};
}

Outcome time_arithmetic(std::string_view name, const Value& a, const Value& b) {
    const auto ms_of = [](const Value& value) {
        const auto* at = value.as<Instant>();
        return at != nullptr ? at->ms : value.as<Milliseconds>()->count();
    };
    const auto sum = arithmetic(name, ms_of(a), ms_of(b));
    if (!sum) return sum;
    const std::int64_t ms = *sum->as<std::int64_t>();
    const bool is_moment = (a.as<Instant>() != nullptr) != (b.as<Instant>() != nullptr);
    return is_moment ? moment_of(ms) : span_of(ms);
}

Outcome arithmetic(std::string_view name, const Value& a, const Value& b) {
    const auto both = [&]<class T>(T*) { return a.as<T>() != nullptr && b.as<T>() != nullptr; };
    if (both(static_cast<std::int64_t*>(nullptr)))
        return arithmetic(name, *a.as<std::int64_t>(), *b.as<std::int64_t>());
    if (both(static_cast<std::uint64_t*>(nullptr))) {
        return arithmetic(name, *a.as<std::uint64_t>(), *b.as<std::uint64_t>());
    }
    if (both(static_cast<double*>(nullptr)) && name != "_%_") return arithmetic(name, *a.as<double>(), *b.as<double>());
    const auto is_time = [](const Value& value) {
        return value.as<Instant>() != nullptr || value.as<Milliseconds>() != nullptr;
    };
    if (is_time(a) && is_time(b) && (name == "_+_" || name == "_-_")) return time_arithmetic(name, a, b);
    if (name == "_+_" && both(static_cast<std::string*>(nullptr))) {
        const std::string &left = *a.as<std::string>(), &right = *b.as<std::string>();
        if (left.size() + right.size() > text_most) return error("the text becomes too long");
        return Value{left + right};
    }
    if (name == "_+_" && a.list() != nullptr && b.list() != nullptr) {
        if (a.list()->size() + b.list()->size() > elements_most) return error("the list becomes too long");
        Value::List joined = *a.list();
        joined.insert(joined.end(), b.list()->begin(), b.list()->end());
        return Value{std::move(joined)};
    }
    return error("no such operation on these values");
}

Outcome compare(std::string_view name, const Value& a, const Value& b) {
    const auto ordering = order(a, b);
    if (!ordering) return error("these values have no order");
    if (name == "_<_") return Value{*ordering < 0};
    if (name == "_<=_") return Value{*ordering <= 0};
    if (name == "_>_") return Value{*ordering > 0};
    return Value{*ordering >= 0};
}

// Of any number type, as long as it is whole (cel-spec, "Numeric Values").
std::optional<std::int64_t> whole_number(const Value& value) {
    if (const auto* number = value.as<std::int64_t>()) return *number;
    if (const auto* number = value.as<double>()) {
        if (*number != std::trunc(*number)) return std::nullopt;
    } else if (value.as<std::uint64_t>() == nullptr) {
        return std::nullopt;
    }
    const auto number = convert("int", value);
    return number ? std::optional(*number->as<std::int64_t>()) : std::nullopt;
}

Outcome index(const Value& container, const Value& key) {
    if (const auto* list = container.list()) {
        const auto at = whole_number(key);
        if (!at || *at < 0 || *at >= static_cast<std::int64_t>(list->size())) return error("no such index");
        return (*list)[static_cast<std::size_t>(*at)];
    }
    const auto* map = container.map();
    const auto* name = key.as<std::string>();
    if (map == nullptr || name == nullptr || !map->contains(*name)) return error("no such key");
    return map->at(*name);
}

Outcome is_in(const Value& element, const Value& container, Budget& budget) {
    if (const auto* list = container.list()) {
        return Value{
            std::any_of(list->begin(), list->end(), [&](const Value& other) { return equal(element, other, budget); })};
    }
    const auto* map = container.map();
    const auto* name = element.as<std::string>();
    if (map == nullptr) return error("\"in\" looks into a list or a map");
    return Value{name != nullptr && map->contains(*name)};
}

Outcome size_of(const Value& value) {
    if (const auto* string = value.as<std::string>()) return Value{code_points(*string)};
    if (const auto* list = value.list()) return Value{static_cast<std::int64_t>(list->size())};
    if (const auto* map = value.map()) return Value{static_cast<std::int64_t>(map->size())};
    return error("this has no size");
}

// Whether values have the types that the checker could not see.
bool takes(const Overload& overload, const Arguments& arguments) {
    return std::equal(arguments.begin(), arguments.end(), overload.parameters.begin(), overload.parameters.end(),
                      has_type);
}

}  // namespace

Outcome call_standard(std::string_view name, const Arguments& arguments, Budget& budget) {
    if (name == "_==_") return Value{equal(arguments[0], arguments[1], budget)};
    if (name == "_!=_") return Value{!equal(arguments[0], arguments[1], budget)};
    if (name == "@in") return is_in(arguments[0], arguments[1], budget);
    if (name == "_[_]") return index(arguments[0], arguments[1]);
    if (name == "size") return size_of(arguments[0]);
    if (name == "_<_" || name == "_<=_" || name == "_>_" || name == "_>=_") {
        return compare(name, arguments[0], arguments[1]);
    }
    const bool is_possible = std::any_of(standard_overloads().begin(), standard_overloads().end(),
                                         [&](const Overload& o) { return o.name == name && takes(o, arguments); });
    if (!is_possible) return error("no such operation on these values");
    if (name == "!_") return Value{!*arguments[0].as<bool>()};
    if (name == "-_") {
        if (const auto* number = arguments[0].as<double>()) return Value{-*number};
        return arithmetic("_-_", std::int64_t{0}, *arguments[0].as<std::int64_t>());
    }
    if (name.size() == 3 && name[0] == '_') return arithmetic(name, arguments[0], arguments[1]);
    if (name == "join") return join(arguments);
    for (const std::string_view conversion : {"int", "double", "string", "duration", "timestamp"}) {
        if (name == conversion) return convert(name, arguments[0]);
    }
    if (const auto* length = arguments[0].as<Milliseconds>()) {
        const std::int64_t ms = length->count();
        if (name == "getHours") return Value{ms / 3'600'000};
        if (name == "getMinutes") return Value{ms / 60'000};
        if (name == "getSeconds") return Value{ms / 1'000};
        return Value{ms % 1'000};
    }
    return call_text(name, arguments, budget);
}

}  // namespace paraat::rules::cel

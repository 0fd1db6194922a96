#include <cmath>

#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/order.hpp"

// The math extension.
namespace paraat::rules::cel {
namespace {

using Int = std::int64_t;
using Uint = std::uint64_t;

// Of one number, or of a list of them.
template <class IsBetter>
Outcome best(const Call& call, IsBetter is_better) {
    const Value::List* list = call.arguments[0].list();
    if (list == nullptr) return call.arguments[0];
    if (list->empty()) return error("an empty list has no greatest and no least");
    const Value* found = nullptr;
    for (const Value& number : *list) {
        const auto how = order(number, found == nullptr ? number : *found);
        const bool is_number = number.as<Int>() != nullptr || number.as<Uint>() != nullptr || number.as<double>();
        if (!is_number || !how) return no_overload();
        if (found == nullptr || is_better(*how)) found = &number;
    }
    return *found;
}

Outcome greatest(const Call& call) {
    return best(call, [](std::partial_ordering how) { return how > 0; });
}
Outcome least(const Call& call) {
    return best(call, [](std::partial_ordering how) { return how < 0; });
}

template <double (*function)(double)>
Outcome rounded(const Call& call) {
    return Value{function(call.get<double>(0))};
}

// Halves go away from zero.
double nearest(double number) {
    return std::round(number);
}
double above(double number) {
    return std::ceil(number);
}
double below(double number) {
    return std::floor(number);
}
double towards_zero(double number) {
    return std::trunc(number);
}

void add_rounding(Library& library) {
    library.add("math.ceil", "(double) double", rounded<above>);
    library.add("math.floor", "(double) double", rounded<below>);
    library.add("math.round", "(double) double", rounded<nearest>);
    library.add("math.trunc", "(double) double", rounded<towards_zero>);
    library.add("math.isNaN", "(double) bool",
                [](const Call& call) -> Outcome { return Value{std::isnan(call.get<double>(0))}; });
    library.add("math.isInf", "(double) bool",
                [](const Call& call) -> Outcome { return Value{std::isinf(call.get<double>(0))}; });
    library.add("math.isFinite", "(double) bool",
                [](const Call& call) -> Outcome { return Value{std::isfinite(call.get<double>(0))}; });
    library.add("math.sqrt", "(double) double",
                [](const Call& call) -> Outcome { return Value{std::sqrt(call.get<double>(0))}; });
    library.add("math.sqrt", "(int) double",
                [](const Call& call) -> Outcome { return Value{std::sqrt(static_cast<double>(call.whole(0)))}; });
    library.add("math.sqrt", "(uint) double",
                [](const Call& call) -> Outcome { return Value{std::sqrt(static_cast<double>(call.get<Uint>(0)))}; });
}

void add_signs(Library& library) {
    library.add("math.abs", "(int) int", [](const Call& call) -> Outcome {
        if (call.whole(0) == INT64_MIN) return out_of_range();
        return Value{call.whole(0) < 0 ? -call.whole(0) : call.whole(0)};
    });
    library.add("math.abs", "(uint) uint", [](const Call& call) -> Outcome { return call.arguments[0]; });
    library.add("math.abs", "(double) double",
                [](const Call& call) -> Outcome { return Value{std::abs(call.get<double>(0))}; });
    library.add("math.sign", "(int) int", [](const Call& call) -> Outcome {
        return Value{static_cast<Int>(call.whole(0) > 0) - static_cast<Int>(call.whole(0) < 0)};
    });
    library.add("math.sign", "(uint) uint",
                [](const Call& call) -> Outcome { return Value{static_cast<Uint>(call.get<Uint>(0) > 0)}; });
    library.add("math.sign", "(double) double", [](const Call& call) -> Outcome {
        const double number = call.get<double>(0);
        if (std::isnan(number)) return Value{number};
        return Value{number > 0 ? 1.0 : number < 0 ? -1.0 : 0.0};
    });
}

// Vacant bits are 0, whatever the sign was; 64 and more leave nothing.
template <class Number>
Outcome shifted(const Call& call, bool is_left) {
    const Int by = call.whole(1);
    if (by < 0) return error("a number is shifted by 0 or more bits");
    if (by >= 64) return Value{Number{0}};
    const Uint bits = static_cast<Uint>(call.get<Number>(0));
    return Value{static_cast<Number>(is_left ? bits << by : bits >> by)};
}

template <class Number>
void add_bits(Library& library, const std::string& type) {
    const std::string two = "(" + type + ", " + type + ") " + type;
    const std::string shift = "(" + type + ", int) " + type;
    library.add("math.bitAnd", two, [](const Call& call) -> Outcome {
        return Value{static_cast<Number>(call.get<Number>(0) & call.get<Number>(1))};
    });
    library.add("math.bitOr", two, [](const Call& call) -> Outcome {
        return Value{static_cast<Number>(call.get<Number>(0) | call.get<Number>(1))};
    });
    library.add("math.bitXor", two, [](const Call& call) -> Outcome {
        return Value{static_cast<Number>(call.get<Number>(0) ^ call.get<Number>(1))};
    });
    library.add("math.bitNot", "(" + type + ") " + type,
                [](const Call& call) -> Outcome { return Value{static_cast<Number>(~call.get<Number>(0))}; });
    library.add("math.bitShiftLeft", shift, [](const Call& call) { return shifted<Number>(call, true); });
    library.add("math.bitShiftRight", shift, [](const Call& call) { return shifted<Number>(call, false); });
}

}  // namespace

void add_numbers(Library& library) {
    for (const std::string type : {"int", "uint", "double"}) {
        library.add("math.greatest", "(" + type + ") " + type, greatest);
        library.add("math.greatest", "(list(" + type + ")) " + type, greatest);
        library.add("math.least", "(" + type + ") " + type, least);
        library.add("math.least", "(list(" + type + ")) " + type, least);
    }
    add_rounding(library);
    add_signs(library);
    add_bits<Int>(library, "int");
    add_bits<Uint>(library, "uint");
}

}  // namespace paraat::rules::cel

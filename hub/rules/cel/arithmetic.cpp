#include "hub/rules/cel/library.hpp"

// cel-spec, "Arithmetic Operators", "Overflow".
namespace paraat::rules::cel {
namespace {

template <class Number>
Outcome add_numbers(const Call& call) {
    Number result{};
    return __builtin_add_overflow(call.get<Number>(0), call.get<Number>(1), &result) ? out_of_range()
                                                                                     : Outcome(Value{result});
}
template <class Number>
Outcome subtract(const Call& call) {
    Number result{};
    return __builtin_sub_overflow(call.get<Number>(0), call.get<Number>(1), &result) ? out_of_range()
                                                                                     : Outcome(Value{result});
}
template <class Number>
Outcome multiply(const Call& call) {
    Number result{};
    return __builtin_mul_overflow(call.get<Number>(0), call.get<Number>(1), &result) ? out_of_range()
                                                                                     : Outcome(Value{result});
}

// The least int divided by -1 is one more than the most.
template <class Number>
bool divides_over(Number a, Number b) {
    if constexpr (std::is_signed_v<Number>) {
        return a == INT64_MIN && b == -1;
    } else {
        return false;
    }
}
template <class Number>
Outcome divide(const Call& call) {
    const Number a = call.get<Number>(0), b = call.get<Number>(1);
    if (b == 0) return error("division by zero");
    if (divides_over(a, b)) return out_of_range();
    return Value{static_cast<Number>(a / b)};
}
template <class Number>
Outcome remainder(const Call& call) {
    const Number a = call.get<Number>(0), b = call.get<Number>(1);
    if (b == 0) return error("division by zero");
    if (divides_over(a, b)) return out_of_range();
    return Value{static_cast<Number>(a % b)};
}

void add_whole_numbers(Library& library) {
    using Int = std::int64_t;
    using Uint = std::uint64_t;
    library.add("_+_", "(int, int) int", add_numbers<Int>);
    library.add("_+_", "(uint, uint) uint", add_numbers<Uint>);
    library.add("_-_", "(int, int) int", subtract<Int>);
    library.add("_-_", "(uint, uint) uint", subtract<Uint>);
    library.add("_*_", "(int, int) int", multiply<Int>);
    library.add("_*_", "(uint, uint) uint", multiply<Uint>);
    library.add("_/_", "(int, int) int", divide<Int>);
    library.add("_/_", "(uint, uint) uint", divide<Uint>);
    library.add("_%_", "(int, int) int", remainder<Int>);
    library.add("_%_", "(uint, uint) uint", remainder<Uint>);
    library.add("-_", "(int) int", [](const Call& call) -> Outcome {
        return call.whole(0) == INT64_MIN ? out_of_range() : Outcome(Value{-call.whole(0)});
    });
}

void add_doubles(Library& library) {
    library.add("_+_", "(double, double) double",
                [](const Call& call) -> Outcome { return Value{call.get<double>(0) + call.get<double>(1)}; });
    library.add("_-_", "(double, double) double",
                [](const Call& call) -> Outcome { return Value{call.get<double>(0) - call.get<double>(1)}; });
    library.add("_*_", "(double, double) double",
                [](const Call& call) -> Outcome { return Value{call.get<double>(0) * call.get<double>(1)}; });
    library.add("_/_", "(double, double) double",
                [](const Call& call) -> Outcome { return Value{call.get<double>(0) / call.get<double>(1)}; });
    library.add("-_", "(double) double", [](const Call& call) -> Outcome { return Value{-call.get<double>(0)}; });
}

template <class A, class B>
Outcome add_moments(const Call& call) {
    return outcome_of(sum(call.get<A>(0), call.get<B>(1)));
}
template <class A, class B>
Outcome subtract_moments(const Call& call) {
    return outcome_of(difference(call.get<A>(0), call.get<B>(1)));
}

void add_time_arithmetic(Library& library) {
    library.add("_+_", "(duration, duration) duration", add_moments<Duration, Duration>);
    library.add("_+_", "(timestamp, duration) timestamp", add_moments<Timestamp, Duration>);
    library.add("_+_", "(duration, timestamp) timestamp", [](const Call& call) -> Outcome {
        return outcome_of(sum(call.get<Timestamp>(1), call.get<Duration>(0)));
    });
    library.add("_-_", "(duration, duration) duration", subtract_moments<Duration, Duration>);
    library.add("_-_", "(timestamp, duration) timestamp", subtract_moments<Timestamp, Duration>);
    library.add("_-_", "(timestamp, timestamp) duration", subtract_moments<Timestamp, Timestamp>);
}

}  // namespace

void add_arithmetic(Library& library) {
    add_whole_numbers(library);
    add_doubles(library);
    add_time_arithmetic(library);
}

}  // namespace paraat::rules::cel

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "hub/rules/cel/functions.hpp"

namespace paraat::rules::cel {
namespace {

constexpr std::int64_t moment_least = -62'135'596'800'000;  // 0001-01-01T00:00:00Z
constexpr std::int64_t moment_most = 253'402'300'799'999;   // 9999-12-31T23:59:59.999Z
constexpr std::int64_t span_most = 315'576'000'000'000;
constexpr const char* no_duration = "this is no duration like \"90s\", \"5m\" or \"1h30m\"";

// "2h", "1h30m", "90s", "250ms", "-5m"
Outcome to_duration(const std::string& in) {
    std::string_view rest = in;
    const bool is_negative = rest.starts_with("-");
    if (is_negative) rest.remove_prefix(1);
    double total = 0;
    if (rest.empty()) return error(no_duration);
    while (!rest.empty()) {
        double number = 0;
        // A digit first: "nan" and "inf" are numbers to from_chars.
        if (!(rest.front() >= '0' && rest.front() <= '9')) return error(no_duration);
        const auto [end, failed] =
            std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
        if (failed != std::errc{} || number < 0) return error(no_duration);
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        static constexpr std::pair<std::string_view, double> units[] = {
            {"ms", 1}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}};
        const auto* unit = std::find_if(std::begin(units), std::end(units),
                                        [&](const auto& one) { return rest.starts_with(one.first); });
        if (unit == std::end(units)) return error(no_duration);
        rest.remove_prefix(unit->first.size());
        total += number * unit->second;
    }
    if (!(total <= static_cast<double>(span_most))) return error("a duration is at most 10,000 years");
    return span_of(std::llround(is_negative ? -total : total));
}

Outcome to_int(const Value& value) {
    if (value.as<std::int64_t>() != nullptr) return value;
    if (const auto* at = value.as<Instant>()) return Value{at->ms / 1000};
    if (const auto* number = value.as<std::uint64_t>()) {
        return *number > INT64_MAX ? error("out of range") : Outcome(Value{static_cast<std::int64_t>(*number)});
    }
    if (const auto* number = value.as<double>()) {
        const bool is_in = *number > -9.2233720368547758e18 && *number < 9.2233720368547758e18;
        return is_in ? Outcome(Value{static_cast<std::int64_t>(*number)}) : error("out of range");
    }
    const auto& in = *value.as<std::string>();
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(in.data(), in.data() + in.size(), number);
    if (failed != std::errc{} || end != in.data() + in.size()) return error("this text is no whole number");
    return Value{number};
}

Outcome to_double(const Value& value) {
    if (value.as<double>() != nullptr) return value;
    if (const auto* number = value.as<std::int64_t>()) return Value{static_cast<double>(*number)};
    if (const auto* number = value.as<std::uint64_t>()) return Value{static_cast<double>(*number)};
    const auto& in = *value.as<std::string>();
    double number = 0;
    const auto [end, failed] = std::from_chars(in.data(), in.data() + in.size(), number);
    if (failed != std::errc{} || end != in.data() + in.size()) return error("this text is no number");
    return Value{number};
}

Outcome to_moment(std::int64_t seconds) {
    constexpr std::int64_t most = moment_most / 1000;
    if (seconds > most) return moment_of(moment_most + 1);
    if (seconds < -most) return moment_of(moment_least - 1);
    return moment_of(seconds * 1000);
}

}  // namespace

Outcome moment_of(std::int64_t ms) {
    if (ms < moment_least || ms > moment_most) return error("a time is of the years 1 to 9999");
    return Value{Instant{ms}};
}

Outcome span_of(std::int64_t ms) {
    if (ms < -span_most || ms > span_most) return error("a duration is at most 10,000 years");
    return Value{Milliseconds{ms}};
}

Outcome convert(std::string_view name, const Value& value) {
    if (name == "int") return to_int(value);
    if (name == "double") return to_double(value);
    if (name == "string") return Value{to_text(value)};
    if (name == "duration") return to_duration(*value.as<std::string>());
    return to_moment(*value.as<std::int64_t>());
}

}  // namespace paraat::rules::cel

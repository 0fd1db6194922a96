#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/number.hpp"
#include "hub/rules/cel/octets.hpp"

// cel-spec, "Types and Conversions". What a text says is not repeated in an error: that may be logged.
namespace paraat::rules::cel {
namespace {

using Int = std::int64_t;
using Uint = std::uint64_t;

template <class Number>
Outcome read(const std::string& text, const char* otherwise) {
    Number number{};
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || end != text.data() + text.size()) return error(otherwise);
    return Value{number};
}

Outcome identity(const Call& call) {
    return call.arguments[0];
}

void add_int(Library& library) {
    library.add("int", "(int) int", identity);
    library.add("int", "(uint) int", [](const Call& call) -> Outcome {
        return call.get<Uint>(0) > INT64_MAX ? error("out of range")
                                             : Outcome(Value{static_cast<Int>(call.get<Uint>(0))});
    });
    // The ends themselves are out: 2^63 is what both the most int and one more become as doubles.
    library.add("int", "(double) int", [](const Call& call) -> Outcome {
        constexpr double end = 9223372036854775808.0;
        const double number = call.get<double>(0);
        return number > -end && number < end ? Outcome(Value{static_cast<Int>(number)}) : error("out of range");
    });
    library.add("int", "(string) int",
                [](const Call& call) { return read<Int>(call.text(0), "this text is no whole number"); });
    library.add("int", "(timestamp) int",
                [](const Call& call) -> Outcome { return Value{call.get<Timestamp>(0).seconds}; });
}

void add_uint(Library& library) {
    library.add("uint", "(uint) uint", identity);
    library.add("uint", "(int) uint", [](const Call& call) -> Outcome {
        return call.whole(0) < 0 ? error("out of range") : Outcome(Value{static_cast<Uint>(call.whole(0))});
    });
    library.add("uint", "(double) uint", [](const Call& call) -> Outcome {
        constexpr double end = 18446744073709551616.0;  // 2^64
        const double number = call.get<double>(0);
        return number >= 0 && number < end ? Outcome(Value{static_cast<Uint>(number)}) : error("out of range");
    });
    library.add("uint", "(string) uint",
                [](const Call& call) { return read<Uint>(call.text(0), "this text is no whole number"); });
}

void add_double(Library& library) {
    library.add("double", "(double) double", identity);
    library.add("double", "(int) double",
                [](const Call& call) -> Outcome { return Value{static_cast<double>(call.whole(0))}; });
    library.add("double", "(uint) double",
                [](const Call& call) -> Outcome { return Value{static_cast<double>(call.get<Uint>(0))}; });
    library.add("double", "(string) double", [](const Call& call) -> Outcome {
        const auto number = real_of(call.text(0));
        return number ? Outcome(Value{*number}) : error("this text is no number");
    });
}

Outcome to_bool(const Call& call) {
    static constexpr std::array<std::string_view, 6> yes = {"1", "t", "T", "true", "TRUE", "True"};
    static constexpr std::array<std::string_view, 6> no = {"0", "f", "F", "false", "FALSE", "False"};
    const std::string& text = call.text(0);
    if (std::find(yes.begin(), yes.end(), text) != yes.end()) return Value{true};
    if (std::find(no.begin(), no.end(), text) != no.end()) return Value{false};
    return error("this text is neither true nor false");
}

void add_string(Library& library) {
    for (const std::string_view form :
         {"(string) string", "(bool) string", "(int) string", "(uint) string", "(double) string"}) {
        library.add("string", form, [](const Call& call) -> Outcome { return Value{to_text(call.arguments[0])}; });
    }
    library.add("string", "(bytes) string", [](const Call& call) -> Outcome {
        const std::string& octets = call.get<Bytes>(0).octets;
        return is_text(octets) ? Outcome(Value{octets}) : error("these bytes are no text in UTF-8");
    });
    library.add("string", "(duration) string",
                [](const Call& call) -> Outcome { return Value{to_seconds(call.get<Duration>(0))}; });
    library.add("string", "(timestamp) string",
                [](const Call& call) -> Outcome { return Value{to_rfc3339(call.get<Timestamp>(0))}; });
}

void add_time_conversions(Library& library) {
    library.add("duration", "(duration) duration", identity);
    library.add("duration", "(string) duration",
                [](const Call& call) { return outcome_of(read_duration(call.text(0))); });
    library.add("timestamp", "(timestamp) timestamp", identity);
    library.add("timestamp", "(string) timestamp",
                [](const Call& call) { return outcome_of(read_timestamp(call.text(0))); });
    library.add("timestamp", "(int) timestamp",
                [](const Call& call) { return outcome_of(timestamp_at(call.whole(0), 0)); });
}

}  // namespace

void add_conversions(Library& library) {
    add_int(library);
    add_uint(library);
    add_double(library);
    add_string(library);
    add_time_conversions(library);
    library.add("bool", "(bool) bool", identity);
    library.add("bool", "(string) bool", to_bool);
    library.add("bytes", "(bytes) bytes", identity);
    library.add("bytes", "(string) bytes", [](const Call& call) -> Outcome { return Value{Bytes{call.text(0)}}; });
    library.add("dyn", "(A) dyn", identity);
    library.add("type", "(A) type", [](const Call& call) -> Outcome { return Value{type_of(call.arguments[0])}; });
}

}  // namespace paraat::rules::cel

#include "hub/rules/cel/standard.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "hub/base/utf8.hpp"

namespace paraat::rules::cel {
namespace {

using Arguments = std::vector<Value>;

const Type any = simple(Type::Kind::dyn);
const Type truth = simple(Type::Kind::boolean);
const Type whole = simple(Type::Kind::integer);
const Type natural = simple(Type::Kind::unsigned_integer);
const Type real = simple(Type::Kind::real);
const Type text = simple(Type::Kind::text);
const Type span = simple(Type::Kind::duration);
const Type moment = simple(Type::Kind::timestamp);

std::vector<Overload> make_overloads() {
    std::vector<Overload> all;
    const auto add = [&](std::string_view name, std::vector<Type> parameters, const Type& result,
                         bool is_member = false) {
        all.push_back({name, std::move(parameters), result, is_member});
    };
    for (const std::string_view name : {"_==_", "_!=_"}) add(name, {any, any}, truth);
    for (const std::string_view name : {"_<_", "_<=_", "_>_", "_>=_"}) {
        for (const Type& type : {text, truth, span, moment}) add(name, {type, type}, truth);
        for (const Type& left : {whole, natural, real}) {
            for (const Type& right : {whole, natural, real}) add(name, {left, right}, truth);
        }
    }
    for (const std::string_view name : {"_&&_", "_||_"}) add(name, {truth, truth}, truth);
    add("!_", {truth}, truth);
    for (const Type& type : {whole, real}) add("-_", {type}, type);
    for (const std::string_view name : {"_+_", "_-_", "_*_", "_/_"}) {
        for (const Type& type : {whole, natural, real}) add(name, {type, type}, type);
    }
    for (const Type& type : {whole, natural}) add("_%_", {type, type}, type);
    add("_+_", {text, text}, text);
    add("_+_", {list_of(any), list_of(any)}, list_of(any));
    add("_+_", {span, span}, span);
    add("_-_", {span, span}, span);
    add("_+_", {moment, span}, moment);
    add("_+_", {span, moment}, moment);
    add("_-_", {moment, span}, moment);
    add("_-_", {moment, moment}, span);
    add("_[_]", {list_of(any), whole}, any);
    add("_[_]", {map_to(any), text}, any);
    add("@in", {any, list_of(any)}, truth);
    add("@in", {text, map_to(any)}, truth);
    for (const bool is_member : {false, true}) {
        for (const Type& type : {text, list_of(any), map_to(any)}) add("size", {type}, whole, is_member);
    }
    for (const std::string_view name : {"contains", "startsWith", "endsWith", "matches"}) {
        add(name, {text, text}, truth, true);
    }
    add("matches", {text, text}, truth);
    for (const std::string_view name : {"lowerAscii", "upperAscii", "trim"}) add(name, {text}, text, true);
    add("indexOf", {text, text}, whole, true);
    add("replace", {text, text, text}, text, true);
    add("split", {text, text}, list_of(text), true);
    add("substring", {text, whole}, text, true);
    add("substring", {text, whole, whole}, text, true);
    add("join", {list_of(text)}, text, true);
    add("join", {list_of(text), text}, text, true);
    for (const Type& type : {whole, natural, real, text}) {
        add("int", {type}, whole);
        add("double", {type}, real);
    }
    for (const Type& type : {whole, natural, real, text, truth, span, moment}) add("string", {type}, text);
    add("int", {moment}, whole);
    add("duration", {text}, span);
    add("timestamp", {whole}, moment);
    for (const std::string_view name : {"getHours", "getMinutes", "getSeconds", "getMilliseconds"}) {
        add(name, {span}, whole, true);
    }
    return all;
}

Outcome error(std::string sentence) {
    return tl::unexpected(std::move(sentence));
}

std::size_t code_points(const std::string& in) {
    return static_cast<std::size_t>(std::count_if(in.begin(), in.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

// The byte where a code point begins; the size for the one past the last.
std::size_t byte_of(const std::string& in, std::int64_t point) {
    std::size_t at = 0;
    while (at < in.size() && point > 0) {
        ++at;
        while (at < in.size() && (in[at] & 0xc0) == 0x80) ++at;
        --point;
    }
    return at;
}

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
    return is_moment ? Value{Instant{ms}} : Value{Milliseconds{ms}};
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
        return Value{*a.as<std::string>() + *b.as<std::string>()};
    }
    if (name == "_+_" && a.list() != nullptr && b.list() != nullptr) {
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

Outcome index(const Value& container, const Value& key) {
    if (const auto* list = container.list()) {
        const auto* at = key.as<std::int64_t>();
        if (at == nullptr || *at < 0 || *at >= static_cast<std::int64_t>(list->size())) return error("no such index");
        return (*list)[static_cast<std::size_t>(*at)];
    }
    const auto* map = container.map();
    const auto* name = key.as<std::string>();
    if (map == nullptr || name == nullptr || !map->contains(*name)) return error("no such key");
    return map->at(*name);
}

Outcome is_in(const Value& element, const Value& container) {
    if (const auto* list = container.list()) {
        return Value{
            std::any_of(list->begin(), list->end(), [&](const Value& other) { return equal(element, other); })};
    }
    const auto* map = container.map();
    const auto* name = element.as<std::string>();
    if (map == nullptr) return error("\"in\" looks into a list or a map");
    return Value{name != nullptr && map->contains(*name)};
}

Outcome size_of(const Value& value) {
    if (const auto* string = value.as<std::string>()) return Value{static_cast<std::int64_t>(code_points(*string))};
    if (const auto* list = value.list()) return Value{static_cast<std::int64_t>(list->size())};
    if (const auto* map = value.map()) return Value{static_cast<std::int64_t>(map->size())};
    return error("this has no size");
}

// "2h", "1h30m", "90s", "250ms", "-5m"
Outcome to_duration(const std::string& in) {
    std::string_view rest = in;
    const bool is_negative = rest.starts_with("-");
    if (is_negative) rest.remove_prefix(1);
    double total = 0;
    if (rest.empty()) return error("\"" + in + "\" is no duration");
    while (!rest.empty()) {
        double number = 0;
        const auto [end, failed] =
            std::from_chars(rest.data(), rest.data() + rest.size(), number, std::chars_format::fixed);
        if (failed != std::errc{} || number < 0) return error("\"" + in + "\" is no duration");
        rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
        static constexpr std::pair<std::string_view, double> units[] = {
            {"ms", 1}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}};
        const auto* unit = std::find_if(std::begin(units), std::end(units),
                                        [&](const auto& one) { return rest.starts_with(one.first); });
        if (unit == std::end(units)) return error("\"" + in + "\" is no duration");
        rest.remove_prefix(unit->first.size());
        total += number * unit->second;
    }
    if (total > 3.15576e14) return error("\"" + in + "\" is out of range");
    return Value{Milliseconds{std::llround(is_negative ? -total : total)}};
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
    if (failed != std::errc{} || end != in.data() + in.size()) return error("\"" + in + "\" is no whole number");
    return Value{number};
}

Outcome to_double(const Value& value) {
    if (value.as<double>() != nullptr) return value;
    if (const auto* number = value.as<std::int64_t>()) return Value{static_cast<double>(*number)};
    if (const auto* number = value.as<std::uint64_t>()) return Value{static_cast<double>(*number)};
    const auto& in = *value.as<std::string>();
    double number = 0;
    const auto [end, failed] = std::from_chars(in.data(), in.data() + in.size(), number);
    if (failed != std::errc{} || end != in.data() + in.size()) return error("\"" + in + "\" is no number");
    return Value{number};
}

Outcome matches(const std::string& in, const std::string& pattern) {
    // Linear in the text and bounded in memory, so that no pattern of a rule can make it run away.
    RE2::Options options(RE2::Quiet);
    options.set_max_mem(1 << 20);
    const RE2 expression(pattern, options);
    if (!expression.ok()) return error("\"" + pattern + "\" is no regular expression: " + expression.error());
    return Value{RE2::PartialMatch(in, expression)};
}

Outcome replace(const std::string& in, const std::string& from, const std::string& to) {
    if (from.empty()) return Value{in};
    std::string out;
    std::size_t at = 0;
    while (true) {
        const std::size_t found = in.find(from, at);
        out += in.substr(at, found - at);
        if (found == std::string::npos) break;
        out += to;
        at = found + from.size();
        if (out.size() > 1 << 20) return error("the text becomes too long");
    }
    return Value{std::move(out)};
}

Outcome split(const std::string& in, const std::string& by) {
    if (by.empty()) return error("a text is not split by nothing");
    Value::List parts;
    std::size_t at = 0;
    while (true) {
        const std::size_t found = in.find(by, at);
        parts.emplace_back(in.substr(at, found - at));
        if (found == std::string::npos) return Value{std::move(parts)};
        at = found + by.size();
    }
}

Outcome substring(const std::string& in, std::int64_t begin, std::int64_t end) {
    const auto size = static_cast<std::int64_t>(code_points(in));
    if (begin < 0 || end > size || begin > end) return error("no such part of the text");
    const std::size_t from = byte_of(in, begin);
    return Value{in.substr(from, byte_of(in, end) - from)};
}

Outcome text_function(std::string_view name, const Arguments& arguments) {
    const auto string = [&](std::size_t i) -> const std::string& { return *arguments[i].as<std::string>(); };
    const std::string& in = string(0);
    if (name == "contains") return Value{in.find(string(1)) != std::string::npos};
    if (name == "startsWith") return Value{in.starts_with(string(1))};
    if (name == "endsWith") return Value{in.ends_with(string(1))};
    if (name == "matches") return matches(in, string(1));
    if (name == "replace") return replace(in, string(1), string(2));
    if (name == "split") return split(in, string(1));
    if (name == "indexOf") {
        const auto found = in.find(string(1));
        if (found == std::string::npos) return Value{std::int64_t{-1}};
        return Value{static_cast<std::int64_t>(code_points(in.substr(0, found)))};
    }
    if (name == "substring") {
        const auto size = static_cast<std::int64_t>(code_points(in));
        return substring(in, *arguments[1].as<std::int64_t>(),
                         arguments.size() > 2 ? *arguments[2].as<std::int64_t>() : size);
    }
    std::string out = in;
    if (name == "trim") {
        const auto first = out.find_first_not_of(" \t\r\n\v\f");
        if (first == std::string::npos) return Value{""};
        return Value{out.substr(first, out.find_last_not_of(" \t\r\n\v\f") - first + 1)};
    }
    for (char& c : out) {
        if (name == "lowerAscii" && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (name == "upperAscii" && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return Value{std::move(out)};
}

Outcome join(const Arguments& arguments) {
    std::string out;
    const std::string between = arguments.size() > 1 ? *arguments[1].as<std::string>() : "";
    bool is_first = true;
    for (const Value& element : *arguments[0].list()) {
        const auto* part = element.as<std::string>();
        if (part == nullptr) return error("only texts are joined");
        out += (is_first ? "" : between) + *part;
        is_first = false;
    }
    return Value{std::move(out)};
}

// Whether values have the types that the checker could not see.
bool takes(const Overload& overload, const Arguments& arguments) {
    if (overload.parameters.size() != arguments.size()) return false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Value& value = arguments[i];
        switch (overload.parameters[i].kind) {
            case Type::Kind::dyn: break;
            case Type::Kind::null:
                if (value.as<Null>() == nullptr) return false;
                break;
            case Type::Kind::boolean:
                if (value.as<bool>() == nullptr) return false;
                break;
            case Type::Kind::integer:
                if (value.as<std::int64_t>() == nullptr) return false;
                break;
            case Type::Kind::unsigned_integer:
                if (value.as<std::uint64_t>() == nullptr) return false;
                break;
            case Type::Kind::real:
                if (value.as<double>() == nullptr) return false;
                break;
            case Type::Kind::text:
                if (value.as<std::string>() == nullptr) return false;
                break;
            case Type::Kind::duration:
                if (value.as<Milliseconds>() == nullptr) return false;
                break;
            case Type::Kind::timestamp:
                if (value.as<Instant>() == nullptr) return false;
                break;
            case Type::Kind::list:
                if (value.list() == nullptr) return false;
                break;
            case Type::Kind::map:
                if (value.map() == nullptr) return false;
                break;
            case Type::Kind::message:
                if (value.object() == nullptr) return false;
                break;
        }
    }
    return true;
}

}  // namespace

const std::vector<Overload>& standard_overloads() {
    static const std::vector<Overload> all = make_overloads();
    return all;
}

bool is_standard(std::string_view name) {
    return std::any_of(standard_overloads().begin(), standard_overloads().end(),
                       [&](const Overload& overload) { return overload.name == name; });
}

Outcome call_standard(std::string_view name, const Arguments& arguments) {
    if (name == "_==_") return Value{equal(arguments[0], arguments[1])};
    if (name == "_!=_") return Value{!equal(arguments[0], arguments[1])};
    if (name == "@in") return is_in(arguments[0], arguments[1]);
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
    if (name == "int") return to_int(arguments[0]);
    if (name == "double") return to_double(arguments[0]);
    if (name == "string") return Value{to_text(arguments[0])};
    if (name == "duration") return to_duration(*arguments[0].as<std::string>());
    if (name == "timestamp") {
        const auto ms = arithmetic("_*_", *arguments[0].as<std::int64_t>(), std::int64_t{1000});
        return ms ? Outcome(Value{Instant{*ms->as<std::int64_t>()}}) : ms;
    }
    if (const auto* length = arguments[0].as<Milliseconds>()) {
        const std::int64_t ms = length->count();
        if (name == "getHours") return Value{ms / 3'600'000};
        if (name == "getMinutes") return Value{ms / 60'000};
        if (name == "getSeconds") return Value{ms / 1'000};
        return Value{ms % 1'000};
    }
    return text_function(name, arguments);
}

}  // namespace paraat::rules::cel

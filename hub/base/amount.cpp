#include "hub/base/amount.hpp"

#include <array>
#include <charconv>
#include <span>

namespace paraat {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t worth;
};

// The largest first.
constexpr std::array<Unit, 5> spans = {{{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::array<Unit, 5> sizes = {
    {{"TiB", 1LL << 40}, {"GiB", 1LL << 30}, {"MiB", 1LL << 20}, {"KiB", 1LL << 10}, {"B", 1}}};

constexpr std::int64_t span_most = 1'000'000'000;  // of any unit; more is a slip of the hand

std::optional<std::int64_t> parse(std::string_view text, std::span<const Unit> units, std::int64_t most) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0 || number > most) return std::nullopt;
    const std::string_view name(end, static_cast<std::size_t>(text.data() + text.size() - end));
    for (const Unit& unit : units) {
        if (unit.name != name) continue;
        return number <= INT64_MAX / unit.worth ? std::optional(number * unit.worth) : std::nullopt;
    }
    return std::nullopt;
}

std::string write(std::int64_t amount, std::span<const Unit> units) {
    for (const Unit& unit : units) {
        const bool is_whole = amount != 0 && amount % unit.worth == 0;
        if (is_whole) return std::to_string(amount / unit.worth) + std::string(unit.name);
    }
    return "0" + std::string(units.back().name);
}

}  // namespace

std::optional<Milliseconds> parse_duration(std::string_view text) {
    const auto ms = parse(text, spans, span_most);
    return ms ? std::optional(Milliseconds{*ms}) : std::nullopt;
}

std::string duration_text(Milliseconds span) {
    return write(span.count(), spans);
}

std::optional<std::int64_t> parse_size(std::string_view text) {
    return parse(text, sizes, INT64_MAX);
}

std::string size_text(std::int64_t bytes) {
    return write(bytes, sizes);
}

}  // namespace paraat

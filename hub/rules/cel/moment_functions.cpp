#include "hub/rules/cel/library.hpp"
#include "hub/rules/cel/zone.hpp"

// cel-spec, "Date/Time Functions".
namespace paraat::rules::cel {
namespace {

using Part = std::int64_t Calendar::*;

// The same whether the zone's file was read before or not, so that a condition always costs the same.
constexpr std::int64_t steps_of_a_zone = 50;

Possible<std::int64_t> offset_of(const Call& call) {
    if (!call.budget.spend(steps_of_a_zone)) return error("too many steps");
    return offset_at(call.text(1), call.get<Timestamp>(0).seconds);
}

// A part of what calendar and clock show, in UTC or in the zone that is named.
template <Part part, std::int64_t from>
Outcome shown(const Call& call) {
    const std::int64_t seconds = call.get<Timestamp>(0).seconds;
    const Possible<std::int64_t> offset = call.size() > 1 ? offset_of(call) : 0;
    if (!offset) return error(offset.error());
    return Value{calendar_of(seconds + *offset).*part + from};
}

template <Part part, std::int64_t from = 0>
void add_shown(Library& library, std::string_view name) {
    library.add(name, ".(timestamp) int", shown<part, from>);
    library.add(name, ".(timestamp, string) int", shown<part, from>);
}

template <std::int64_t unit>
Outcome length(const Call& call) {
    return Value{call.get<Duration>(0).nanoseconds / unit};
}

// A zone is an offset in whole seconds, so that it has no say.
Outcome milliseconds(const Call& call) {
    if (call.size() > 1) {
        const auto offset = offset_of(call);
        if (!offset) return error(offset.error());
    }
    return Value{std::int64_t{call.get<Timestamp>(0).nanoseconds / 1'000'000}};
}

}  // namespace

void add_moments(Library& library) {
    add_shown<&Calendar::year>(library, "getFullYear");
    add_shown<&Calendar::month>(library, "getMonth");
    add_shown<&Calendar::day>(library, "getDayOfMonth");
    add_shown<&Calendar::day, 1>(library, "getDate");
    add_shown<&Calendar::day_of_week>(library, "getDayOfWeek");
    add_shown<&Calendar::day_of_year>(library, "getDayOfYear");
    add_shown<&Calendar::hours>(library, "getHours");
    add_shown<&Calendar::minutes>(library, "getMinutes");
    add_shown<&Calendar::seconds>(library, "getSeconds");
    library.add("getMilliseconds", ".(timestamp) int", milliseconds);
    library.add("getMilliseconds", ".(timestamp, string) int", milliseconds);
    constexpr std::int64_t second = 1'000'000'000;
    library.add("getHours", ".(duration) int", length<3'600 * second>);
    library.add("getMinutes", ".(duration) int", length<60 * second>);
    library.add("getSeconds", ".(duration) int", length<second>);
    library.add("getMilliseconds", ".(duration) int", [](const Call& call) -> Outcome {
        return Value{call.get<Duration>(0).nanoseconds % 1'000'000'000 / 1'000'000};
    });
}

}  // namespace paraat::rules::cel

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/rules/cel/environment.hpp"

// The functions behind call_standard(), by what they are about. Arguments are of the types of an overload.
namespace paraat::rules::cel {

inline tl::unexpected<std::string> error(std::string sentence) {
    return tl::unexpected(std::move(sentence));
}

std::int64_t code_points(std::string_view text);
// contains, matches, split, ...
Outcome call_text(std::string_view name, const std::vector<Value>& arguments, Budget& budget);
Outcome join(const std::vector<Value>& arguments);

// int, double, string, duration, timestamp. What a text says is not repeated in an error: that may be logged.
Outcome convert(std::string_view name, const Value& value);
// A time within the years 1 to 9999, a span of 10,000 years at most (cel-spec, "Timestamp", "Duration").
Outcome moment_of(std::int64_t ms);
Outcome span_of(std::int64_t ms);

}  // namespace paraat::rules::cel

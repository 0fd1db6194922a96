#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/time.hpp"
#include "tests/scenario/words.hpp"

// The time of scenarios: that of the centre, Europe/Amsterdam. Of an hour that comes twice in autumn it is the first.
namespace paraat::scenario {

bool is_time(std::string_view text);  // "22:14", "22:14:30"
bool is_date(std::string_view text);  // "2026-11-27"
Instant moment_of(const std::string& date, const std::string& time);
std::string clock_text(Instant moment);   // "22:14:30"
std::string moment_text(Instant moment);  // "2026-11-27 22:14:30"

// When a line is said, as it stands in front of its sentence; at most one of time and span.
struct When {
    std::optional<std::string> date;   // on 2026-11-27
    std::optional<std::string> time;   // 22:14
    std::optional<Milliseconds> span;  // after 60 s

    bool is_now() const { return !date && !time && !span; }
};

// Takes it off the front of a line.
When take_when(std::vector<Token>& line);

}  // namespace paraat::scenario

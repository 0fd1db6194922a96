#pragma once

#include <optional>
#include <string>

#include "hub/base/result.hpp"
#include "hub/codec/cot/event.hpp"

// What is asked of an event however it is written, for the files of this folder alone.
namespace paraat::codec::cot {

inline constexpr double unknown_metres = 9'999'999.0;  // in XML
inline constexpr double unknown_metres_in_protobuf = 999'999.0;

// Refused: `bad_value` and `too_long`; without uid and type an event is of no use.
Result<void> check_identity(const Event& event);

// As they were said; absent where they were not, or were no times.
struct SaidTimes {
    std::optional<Instant> time;
    std::optional<Instant> start;
    std::optional<Instant> stale;
};
// What is missing comes from the others, else from when it was received.
void take_times(const SaidTimes& said, Instant received, Event& event, Remarks& remarks);

struct SaidPoint {
    std::optional<double> lat;
    std::optional<double> lon;
    std::optional<double> hae;
    std::optional<double> ce;
    std::optional<double> le;
};
// 0,0 and the numbers for "unknown" become absent without a remark.
std::optional<Point> checked_point(const SaidPoint& said, Remarks& remarks);

// A number that is one; absent with a remark otherwise.
std::optional<double> finite(std::optional<double> value, const std::string& field, Remarks& remarks);

}  // namespace paraat::codec::cot

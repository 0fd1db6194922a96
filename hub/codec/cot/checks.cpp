#include "hub/codec/cot/checks.hpp"

#include <cmath>

#include "hub/codec/cot/stale.hpp"
#include "hub/codec/cot/type.hpp"

namespace paraat::codec::cot {
namespace {

constexpr std::size_t uid_most = 256;  // bytes

// What stands for "unknown" as a number, in either encoding and with whatever else was seen: 9999999, 999999, NaN.
bool is_unknown(double metres) {
    return std::isnan(metres) || metres >= unknown_metres_in_protobuf;
}

std::optional<double> metres(std::optional<double> said, const std::string& field, Remarks& remarks) {
    if (!said || is_unknown(*said)) return std::nullopt;
    const bool may_be_below_zero = field == "point.hae";
    if (std::isfinite(*said) && (*said >= 0 || may_be_below_zero)) return said;
    remarks.push_back({field, "is no number of metres that can be"});
    return std::nullopt;
}

}  // namespace

Result<void> check_identity(const Event& event) {
    if (event.uid.empty()) return Error{"bad_value", "uid", "an event without a uid"};
    if (event.uid.size() > uid_most) return Error{"too_long", "uid", "a uid of more than 256 bytes"};
    if (event.type.empty()) return Error{"bad_value", "type", "an event without a type"};
    if (!is_type(event.type)) return Error{"bad_value", "type", "its type is none of Cursor on Target"};
    return {};
}

void take_times(const SaidTimes& said, Instant received, Event& event, Remarks& remarks) {
    if (!said.time) {
        remarks.push_back(
            {"time", said.start ? "is missing: its start was taken" : "is missing: when it came was taken"});
    }
    event.time = said.time.value_or(said.start.value_or(received));
    if (!said.start) remarks.push_back({"start", "is missing: its time was taken"});
    event.start = said.start.value_or(event.time);
    if (!said.stale) remarks.push_back({"stale", "is missing: it counts as long as others of its type"});
    event.stale = said.stale.value_or(event.start + usual_stale(event.type));
    if (event.stale < event.start) remarks.push_back({"stale", "is before its start"});
}

std::optional<double> finite(std::optional<double> value, const std::string& field, Remarks& remarks) {
    if (!value || std::isfinite(*value)) return value;
    remarks.push_back({field, "is no number"});
    return std::nullopt;
}

std::optional<Point> checked_point(const SaidPoint& said, Remarks& remarks) {
    Remarks of_metres;
    Point point{said.lat.value_or(0), said.lon.value_or(0), metres(said.hae, "point.hae", of_metres),
                metres(said.ce, "point.ce", of_metres), metres(said.le, "point.le", of_metres)};
    if (!said.lat || !said.lon) {
        remarks.push_back({"point", "has no latitude and longitude"});
        return std::nullopt;
    }
    if (point.lat == 0 && point.lon == 0) return std::nullopt;
    if (!(std::abs(point.lat) <= 90) || !(std::abs(point.lon) <= 180)) {
        remarks.push_back({"point", "is nowhere on earth"});
        return std::nullopt;
    }
    remarks.insert(remarks.end(), of_metres.begin(), of_metres.end());
    return point;
}

}  // namespace paraat::codec::cot

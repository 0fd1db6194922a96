#include "hub/app/tak_events.hpp"

#include "hub/codec/cot/builders.hpp"
#include "hub/codec/cot/control.hpp"
#include "hub/codec/cot/moment.hpp"
#include "hub/foreign/tak_topic.hpp"

namespace paraat::app {
namespace {

namespace cot = codec::cot;

constexpr const char* unit_type = "a-f-G-U-C";
// As long as a silent client is not lost: a unit that stands still beacons every half minute.
constexpr Milliseconds position_counts = std::chrono::seconds{150};

std::optional<cot::Point> point_of(const std::optional<core::Position>& position,
                                   const std::optional<std::int32_t>& accuracy_m = {}) {
    if (!position) return std::nullopt;
    cot::Point point;
    point.lat = core::lat_degrees(*position);
    point.lon = core::lon_degrees(*position);
    if (accuracy_m) point.ce = *accuracy_m;
    return point;
}

std::string drill(bool is_exercise) {
    return is_exercise ? "OEFENING " : "";
}

std::string priority(std::int32_t priority) {
    return "P" + std::to_string(priority) + " ";
}

cot::Alarm alarm_of(const core::ClientName& unit) {
    cot::Alarm alarm;
    alarm.device_uid = tak_uid(unit);
    alarm.device_type = unit_type;
    alarm.callsign = unit.text;
    return alarm;
}

}  // namespace

std::string tak_uid(const core::ClientName& unit) {
    return "paraat-unit-" + unit.text;
}

std::string tak_uid(const core::IncidentId& incident) {
    return "paraat-incident-" + incident.text();
}

cot::Event tak_unit(const core::UnitView& unit, Instant now) {
    cot::SeenUnit seen;
    seen.uid = tak_uid(unit.unit);
    seen.callsign = unit.unit.text;
    seen.type = unit_type;
    seen.point = point_of(unit.position, unit.accuracy_m);
    seen.battery = unit.battery_pct;
    cot::Event event = cot::unit_position(seen, unit.position_at.value_or(now));
    event.stale = event.start + position_counts;
    return event;
}

cot::Event tak_unit_gone(const core::ClientName& unit, Instant now) {
    return cot::deletion(tak_uid(unit), unit_type, now);
}

cot::Event tak_emergency(const core::UnitView& unit, Instant now) {
    cot::Alarm alarm = alarm_of(unit.unit);
    alarm.point = point_of(unit.position, unit.accuracy_m);
    return cot::emergency(alarm, now);
}

cot::Event tak_emergency_over(const core::ClientName& unit, Instant now) {
    return cot::emergency_cancel(alarm_of(unit), now);
}

cot::Event tak_incident(const core::Alert& alert, Instant now) {
    cot::SeenIncident seen;
    seen.uid = tak_uid(alert.incident);
    seen.category = alert.category.text;
    seen.title = drill(alert.exercise) + priority(alert.priority) + alert.title;
    seen.text = alert.text;
    seen.point = point_of(alert.position);
    return cot::incident_marker(seen, now);
}

cot::Event tak_incident_gone(const core::IncidentId& incident, Instant now) {
    return cot::deletion(tak_uid(incident), "a-u-X-i", now);
}

std::string tak_text(const core::Alert& alert) {
    std::string text = drill(alert.exercise) + priority(alert.priority) + alert.title;
    if (!alert.text.empty() && alert.text != alert.title) text += ": " + alert.text;
    return text;
}

std::string tak_text(const core::InstructionView& instruction) {
    std::string text = drill(instruction.exercise) + priority(instruction.priority) + instruction.text;
    if (instruction.respond_by) text += " (antwoord voor " + cot::written_moment(*instruction.respond_by) + ")";
    return text;
}

std::string tak_text_of_end(const core::InstructionView& instruction) {
    return "VERVALLEN: " + instruction.text;
}

std::string tak_text(const core::Notice& notice) {
    std::string text = drill(notice.exercise) + priority(notice.priority) + notice.title;
    return notice.because.empty() ? text : text + " (" + notice.because + ")";
}

cot::Event tak_contact(Instant now) {
    cot::SeenUnit hub;
    hub.uid = std::string(foreign::tak_contact_uid);
    hub.callsign = std::string(foreign::tak_contact_callsign);
    cot::Event event = cot::unit_position(hub, now);
    event.how = "h-g-i-g-o";
    event.detail.contact->endpoint = "*:-1:stcp";  // through whoever it was heard of
    event.stale = now + std::chrono::hours{24};
    return event;
}

}  // namespace paraat::app

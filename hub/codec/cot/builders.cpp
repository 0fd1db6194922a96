#include "hub/codec/cot/builders.hpp"

#include <algorithm>
#include <array>

#include "hub/codec/cot/stale.hpp"
#include "hub/codec/cot/type.hpp"

namespace paraat::codec::cot {
namespace {

constexpr std::string_view measured = "m-g";
constexpr std::string_view copied_by_machine = "h-g-i-g-o";
constexpr std::string_view general = "a-u-X-i-o";

struct CategoryType {
    std::string_view category;
    std::string_view type;
};
// Alarms of law enforcement where there is one that says what it is, else a kind of incident.
constexpr std::array category_types = {CategoryType{"alcohol_nuisance", "b-l-l-l-cd"},
                                       CategoryType{"armed_violence", "b-l-l-l-ad"},
                                       CategoryType{"assault", "b-l-l-l-as"},
                                       CategoryType{"burglary", "b-l-l-l-bur"},
                                       CategoryType{"disturbed_person", "a-u-X-i-h"},
                                       CategoryType{"drug_dealing", "b-l-l-l-dc"},
                                       CategoryType{"drug_nuisance", "b-l-l-l-dc"},
                                       CategoryType{"explosion", "a-u-X-i-f"},
                                       CategoryType{"fireworks_nuisance", "b-l-l-l-cd"},
                                       CategoryType{"gang_violence", "b-l-l-l-as"},
                                       CategoryType{"liquidation", "b-l-l-l-as"},
                                       CategoryType{"loitering", "b-l-l-l-cd"},
                                       CategoryType{"noise_nuisance", "b-l-l-l-cd"},
                                       CategoryType{"panic", "b-l-o-pan"},
                                       CategoryType{"riot", "b-l-l-l-cd"},
                                       CategoryType{"robbery", "b-l-l-l-bur"},
                                       CategoryType{"shooting", "b-l-l-l-as"},
                                       CategoryType{"stabbing", "b-l-l-l-as"},
                                       CategoryType{"street_intimidation", "b-l-l-l-cd"},
                                       CategoryType{"suspicious_situation", "a-u-X-i-l"},
                                       CategoryType{"theft", "b-l-l-l-bur"},
                                       CategoryType{"undermining_signal", "a-u-X-i-l"},
                                       CategoryType{"vandalism", "b-l-l-l-cd"},
                                       CategoryType{"youth_nuisance", "b-l-l-l-cd"}};

Event of_alarm(const Alarm& alarm, const std::string& type, Instant now) {
    Event event = event_of(alarm.device_uid + "-9-1-1", type, std::string(measured), now);
    event.point = alarm.point;
    event.detail.links = {{alarm.device_uid, alarm.device_type, "p-p", {}}};
    event.detail.contact = {alarm.callsign + "-Alert", "", "", {}};
    return event;
}

// What TAK writes beside a type on its screens.
std::string_view title_of(std::string_view type) {
    if (is_of_kind(type, "b-a-o-pan")) return "Ring The Bell";
    if (is_of_kind(type, "b-a-o-opn")) return "In Contact";
    if (is_of_kind(type, "b-a-g")) return "Geo-fence Breached";
    return "911 Alert";
}

}  // namespace

Event event_of(std::string uid, std::string type, std::string how, Instant now) {
    Event event;
    event.uid = std::move(uid);
    event.type = std::move(type);
    event.how = std::move(how);
    event.time = now;
    event.start = now;
    event.stale = now + usual_stale(event.type);
    return event;
}

Event unit_position(const SeenUnit& unit, Instant now) {
    Event event = event_of(unit.uid, unit.type, std::string(measured), now);
    event.point = unit.point;
    event.detail.contact = {unit.callsign, "", "", {}};
    event.detail.droid = {unit.callsign, {}};
    if (!unit.group.empty()) event.detail.group = {unit.group, unit.role, {}};
    if (unit.battery) event.detail.status = {unit.battery, {}};
    return event;
}

Event incident_marker(const SeenIncident& incident, Instant now) {
    const std::string type(incident_type(incident.category));
    Event event = event_of(incident.uid, type, std::string(copied_by_machine), now);
    event.point = incident.point;
    event.detail.contact = {incident.title, "", "", {}};
    event.detail.note = {incident.text, "", "", std::nullopt, {}};
    event.detail.is_archived = true;
    return event;
}

std::string_view incident_type(std::string_view category) {
    const auto* found = std::find_if(category_types.begin(), category_types.end(),
                                     [&](const CategoryType& one) { return one.category == category; });
    return found == category_types.end() ? general : found->type;
}

Event emergency(const Alarm& alarm, Instant now) {
    Event event = of_alarm(alarm, alarm.type, now);
    event.detail.emergency = {std::string(title_of(alarm.type)), false, alarm.callsign, {}};
    return event;
}

Event emergency_cancel(const Alarm& alarm, Instant now) {
    Event event = of_alarm(alarm, "b-a-o-can", now);
    event.detail.emergency = {"", true, alarm.callsign, {}};
    return event;
}

}  // namespace paraat::codec::cot

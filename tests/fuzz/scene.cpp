#include "tests/fuzz/scene.hpp"

#include <algorithm>

#include "hub/base/check.hpp"
#include "hub/core/mark_index.hpp"

namespace paraat::fuzz {
namespace {

constexpr core::Position quay{519'000'000, 44'800'000};

}  // namespace

Scene Scene::of_little() {
    Scene made;
    made.incident_.category = made.report_.category = core::CategoryName{"theft"};
    made.incident_.opened_by = made.client_ = core::ClientName{"radio-1"};
    made.incident_.reports = 1;
    made.incident_.opened_at = made.incident_.newest_report_at = made.now_;
    return made;
}

Scene Scene::of_much() {
    Scene made = of_little();
    core::Incident& incident = made.incident_;
    core::Report& report = made.report_;
    incident.category = report.category = core::CategoryName{"shooting"};
    incident.severity = core::Severity::extreme;
    report.severity = core::Severity::severe;
    incident.status = core::IncidentStatus::dispatched;
    incident.priority = 1;
    incident.reports = 3;
    incident.persons = 60;
    report.persons = 12;
    report.text = "shots heard bij café 't Hoekje \xF0\x9F\x9A\xA8, three men";
    incident.text = report.text;
    report.tags = {"firearm", "night"};
    incident.tags = {"crowd", "firearm", "night"};
    report.area = incident.area = "centrum";
    incident.areas = {"harbour"};
    report.contract = incident.contract = "c-7";
    report.position = incident.position = quay;
    report.attributes = {{"count", "7"}, {"since", "2025-11-23T22:00:00Z"}, {"", ""}};
    incident.divisions = {core::DivisionName{"dvl"}, core::DivisionName{"dvo"}};
    incident.teams = {core::TeamName{"it-overlast"}};
    incident.units[core::ClientName{"radio-1"}] = {core::UnitState::on_scene, made.now_};
    incident.claimed_by = core::ClientName{"console-1"};
    incident.opened_at = made.now_ - std::chrono::hours{2};
    for (const int minutes : {120, 30, 0}) {
        incident.heard.push_back(
            core::ReportHeard{made.now_ - std::chrono::minutes{minutes}, made.client_, report.category});
    }
    made.has_neighbours();
    made.has_units();
    return made;
}

void Scene::has_neighbours() {
    for (const char* category : {"shooting", "theft", "theft", "robbery"}) {
        core::Incident& other = others_.emplace_back();
        const auto count = static_cast<std::int32_t>(others_.size());
        other.category = core::CategoryName{category};
        other.position = core::Position{quay.lat_e7 + count * 10'000, quay.lon_e7};
        other.area = "centrum";
        other.contract = count % 2 == 0 ? "c-7" : "";
        other.opened_by = core::ClientName{"radio-2"};
        other.status = count % 2 == 0 ? core::IncidentStatus::closed : core::IncidentStatus::open;
        other.severity = core::Severity::serious;
        other.persons = count;
        other.opened_at = other.newest_report_at = now_ - std::chrono::minutes{count * 20};
    }
}

void Scene::has_units() {
    for (const std::int64_t metres : {40, 900, 2'500}) {
        core::UnitSeen& unit = units_.emplace_back();
        unit.name = core::ClientName{"radio-" + std::to_string(units_.size())};
        unit.team = core::TeamName{"it-overlast"};
        unit.division = core::DivisionName{"dvl"};
        unit.status = core::UnitStatus::available;
        unit.presence = core::PresenceState::online;
        unit.metres = metres;
        unit.position_age = std::chrono::minutes{metres / 500};
    }
    units_.front().is_assigned = true;
    units_.emplace_back().name = core::ClientName{"radio-9"};
}

core::Surroundings::Found Scene::nearby(std::int64_t metres, const Window& window) const {
    if (!incident_.position) return {};
    return among_all(window, [&](const core::Incident& other) {
        return other.position && core::metres_between(*incident_.position, *other.position) <= metres;
    });
}

core::Surroundings::Found Scene::marked(core::Mark mark, const std::string& name, const Window& window) const {
    return among_all(window, [&](const core::Incident& other) {
        const std::vector<std::string> marks = core::marks_of(other, mark);
        return std::find(marks.begin(), marks.end(), name) != marks.end();
    });
}

core::Surroundings::Found Scene::among_all(const Window& window,
                                           const std::function<bool(const core::Incident&)>& is_asked_for) const {
    Found found;
    const auto take = [&](const core::Incident& other) {
        const bool is_open = window.includes_closed || !other.is_closed();
        if (is_open && now_ - other.newest_report_at <= window.span && is_asked_for(other)) {
            found.incidents.push_back(&other);
        }
    };
    take(incident_);
    for (const core::Incident& other : others_) take(other);
    return found;
}

const rules::Areas& areas() {
    static const rules::Areas known = [] {
        rules::Areas made;
        std::vector<SourceIssue> issues;
        const std::string square =
            R"({ "type": "Feature", "properties": { "name": "harbour" }, "geometry": { "type": "Polygon",
            "coordinates": [[[4.4, 51.8], [4.6, 51.8], [4.6, 52.0], [4.4, 52.0], [4.4, 51.8]]] } })";
        made.read(square, "harbour.geojson", issues);
        PARAAT_CHECK(issues.empty());
        return made;
    }();
    return known;
}

}  // namespace paraat::fuzz

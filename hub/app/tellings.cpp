#include "hub/app/tellings.hpp"

#include <algorithm>

namespace paraat::app {
namespace {

void note_telling(Course& course, const std::string& target, Instant at, const std::string& by) {
    course.told.try_emplace(target, Course::Telling{at, by});
}

template <class Map>
std::vector<typename Map::key_type> missing_from(const Map& some, const Map& others) {
    std::vector<typename Map::key_type> found;
    for (const auto& entry : some) {
        if constexpr (requires { entry.first; }) {
            if (!others.contains(entry.first)) found.push_back(entry.first);
        } else {
            if (!others.contains(entry)) found.push_back(entry);
        }
    }
    return found;
}

}  // namespace

void add_to(Courses& courses, const core::Event& event, const core::State& state) {
    const auto* issued = std::get_if<core::InstructionIssued>(&event.body);
    const core::IncidentId id =
        issued != nullptr && issued->incident ? *issued->incident : core::incident_of(event.body);
    if (id.is_nil()) return;
    const core::Incident* incident = state.incident(id);
    if (incident == nullptr) return;
    Course& course = courses[id];
    course.category = incident->category;
    course.priority = incident->priority;
    course.divisions.insert(incident->divisions.begin(), incident->divisions.end());
    if (const auto* started = std::get_if<core::EscalationStarted>(&event.body)) {
        course.escalations.try_emplace(started->policy.name, event.at);
    } else if (const auto* stepped = std::get_if<core::EscalationStepped>(&event.body)) {
        for (const core::AskedBehind& asked : *stepped->asked) {
            note_telling(course, asked.target.text(), event.at, stepped->policy.text);
        }
    } else if (issued != nullptr) {
        note_telling(course, issued->to, event.at, "instruction");
    }
}

bool CourseDifference::is_empty() const {
    return newly.empty() && not_at_all.empty() && earlier.empty() && later.empty() && divisions_more.empty() &&
           divisions_fewer.empty() && escalations_more.empty() && escalations_fewer.empty() &&
           priority_was == priority_would_be;
}

CourseDifference difference(const Course& was, const Course& would_be) {
    CourseDifference found;
    for (const auto& [target, telling] : would_be.told) {
        const auto before = was.told.find(target);
        if (before == was.told.end()) {
            found.newly.push_back({target, telling.by, {}, telling.at});
        } else if (before->second.at - telling.at > same_moment) {
            found.earlier.push_back({target, telling.by, before->second.at, telling.at});
        } else if (telling.at - before->second.at > same_moment) {
            found.later.push_back({target, telling.by, before->second.at, telling.at});
        }
    }
    for (const auto& [target, telling] : was.told) {
        if (!would_be.told.contains(target)) found.not_at_all.push_back({target, telling.by, telling.at, {}});
    }
    found.divisions_more = missing_from(would_be.divisions, was.divisions);
    found.divisions_fewer = missing_from(was.divisions, would_be.divisions);
    found.escalations_more = missing_from(would_be.escalations, was.escalations);
    found.escalations_fewer = missing_from(was.escalations, would_be.escalations);
    found.category = would_be.category.empty() ? was.category : would_be.category;
    found.priority_was = was.priority;
    found.priority_would_be = would_be.priority;
    return found;
}

}  // namespace paraat::app

#include "hub/core/mark_index.hpp"

#include <algorithm>

namespace paraat::core {
std::vector<std::string> marks_of(const Incident& incident, Mark mark) {
    std::vector<std::string> names;
    if (mark == Mark::area) names.assign(incident.areas.begin(), incident.areas.end());
    const std::string& own = mark == Mark::area       ? incident.area
                             : mark == Mark::contract ? incident.contract
                             : mark == Mark::group    ? incident.group
                                                      : incident.opened_by.text;
    if (!own.empty() && std::find(names.begin(), names.end(), own) == names.end()) names.push_back(own);
    return names;
}

std::vector<MarkIndex::Name> MarkIndex::names_of(const MarksBorne& borne) {
    std::vector<Name> names;
    for (const std::string& area : borne.areas) names.emplace_back(Mark::area, area);
    const bool is_another = !borne.area.empty() && !borne.areas.contains(borne.area);
    if (is_another) names.emplace_back(Mark::area, borne.area);
    if (!borne.contract.empty()) names.emplace_back(Mark::contract, borne.contract);
    if (!borne.reporter.empty()) names.emplace_back(Mark::reporter, borne.reporter.text);
    if (!borne.group.empty()) names.emplace_back(Mark::group, borne.group);
    return names;
}

void MarkIndex::follow(const IncidentId& incident, const MarksBorne& before, const MarksBorne& after) {
    for (const Name& name : names_of(before)) {
        const auto sharing = incidents_.find(name);
        sharing->second.erase(incident);
        if (sharing->second.empty()) incidents_.erase(sharing);
    }
    for (Name& name : names_of(after)) incidents_[std::move(name)].insert(incident);
}

const std::set<IncidentId>& MarkIndex::find(Mark mark, const std::string& name) const {
    static const std::set<IncidentId> none;
    const auto found = incidents_.find({mark, name});
    return found == incidents_.end() ? none : found->second;
}

}  // namespace paraat::core

#include "hub/core/mark_index.hpp"

#include <algorithm>

namespace paraat::core {
namespace {

constexpr Mark all_marks[] = {Mark::area, Mark::contract, Mark::reporter, Mark::group};

}  // namespace

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

void MarkIndex::put(const Incident& incident) {
    std::vector<Name> borne;
    for (const Mark mark : all_marks) {
        for (std::string& name : marks_of(incident, mark)) borne.emplace_back(mark, std::move(name));
    }
    std::sort(borne.begin(), borne.end());
    const auto known = names_.find(incident.id);
    const bool is_same =
        known != names_.end() && std::equal(borne.begin(), borne.end(), known->second.begin(), known->second.end(),
                                            [](const Name& one, const Name* other) { return one == *other; });
    if (is_same) return;
    remove(incident.id);
    std::vector<const Name*> names;
    names.reserve(borne.size());
    for (Name& name : borne) {
        const auto sharing = incidents_.try_emplace(std::move(name)).first;
        sharing->second.insert(incident.id);
        names.push_back(&sharing->first);
    }
    if (!names.empty()) names_.emplace(incident.id, std::move(names));
}

void MarkIndex::remove(const IncidentId& incident) {
    const auto known = names_.find(incident);
    if (known == names_.end()) return;
    for (const Name* name : known->second) {
        const auto sharing = incidents_.find(*name);
        sharing->second.erase(incident);
        if (sharing->second.empty()) incidents_.erase(sharing);
    }
    names_.erase(known);
}

const std::set<IncidentId>& MarkIndex::find(Mark mark, const std::string& name) const {
    static const std::set<IncidentId> none;
    const auto found = incidents_.find({mark, name});
    return found == incidents_.end() ? none : found->second;
}

}  // namespace paraat::core

#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hub/core/incident.hpp"
#include "hub/core/rule_questions.hpp"

namespace paraat::core {

// The names that an incident bears of one kind of mark; of areas there may be several.
std::vector<std::string> marks_of(const Incident& incident, Mark mark);

// Incidents by what they have in common, so that a question looks at those only. Derived from the state.
class MarkIndex {
public:
    MarkIndex() = default;
    MarkIndex(const MarkIndex&) = delete;
    MarkIndex(MarkIndex&&) noexcept = default;
    MarkIndex& operator=(MarkIndex&&) noexcept = default;
    ~MarkIndex() = default;

    // Under the names that it bears now, and no others.
    void put(const Incident& incident);
    void remove(const IncidentId& incident);
    const std::set<IncidentId>& find(Mark mark, const std::string& name) const;
    bool operator==(const MarkIndex& other) const { return incidents_ == other.incidents_; }

private:
    using Name = std::pair<Mark, std::string>;

    std::map<Name, std::set<IncidentId>> incidents_;
    std::unordered_map<IncidentId, std::vector<const Name*>, IdHash> names_;  // keys of those, in their order
};

}  // namespace paraat::core

#pragma once

#include <functional>
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

// All that it is found by, as it is now.
struct MarksBorne {
    MarksBorne() = default;
    explicit MarksBorne(const Incident& incident)
        : area(incident.area),
          contract(incident.contract),
          group(incident.group),
          reporter(incident.opened_by),
          areas(incident.areas) {}
    bool are_of(const Incident& incident) const {
        return area == incident.area && contract == incident.contract && group == incident.group &&
               reporter == incident.opened_by && areas == incident.areas;
    }

    std::string area, contract, group;
    ClientName reporter;
    FlatSet<std::string> areas;
};

// Incidents by what they have in common, so that a question looks at those only. Derived from the state.
class MarkIndex {
public:
    MarkIndex() = default;
    MarkIndex(const MarkIndex&) = delete;
    MarkIndex(MarkIndex&&) noexcept = default;
    MarkIndex& operator=(MarkIndex&&) noexcept = default;
    ~MarkIndex() = default;

    // An incident that bore the one bears the other.
    void follow(const IncidentId& incident, const MarksBorne& before, const MarksBorne& after);
    const std::set<IncidentId>& find(Mark mark, const std::string& name) const;
    bool operator==(const MarkIndex& other) const { return incidents_ == other.incidents_; }

private:
    using Name = std::pair<Mark, std::string>;
    struct NameHash {
        std::size_t operator()(const Name& name) const {
            return std::hash<std::string>{}(name.second) + static_cast<std::size_t>(name.first);
        }
    };

    static std::vector<Name> names_of(const MarksBorne& borne);

    std::unordered_map<Name, std::set<IncidentId>, NameHash> incidents_;
};

}  // namespace paraat::core

#pragma once

#include "hub/projection/answers.hpp"
#include "tests/support/centre.hpp"

namespace paraat::projection {

// A centre that answers questions about what it decided.
class Asking {
public:
    test::Centre centre;

    core::QueryResult ask(const std::string& asker, const core::Query& query) const {
        const Archive archive{centre.organisation, centre.state,
                              centre.observed,     [this](const core::Incident& incident) { return history(incident); },
                              centre.now,          981,
                              centre.asked_rules};
        return answer(archive, core::ClientName{asker}, "q1", query);
    }
    // Reports so far from each other that each opens an incident.
    std::vector<core::IncidentId> opens(int count, const std::string& category, const std::string& text = "seen") {
        std::vector<core::IncidentId> opened;
        for (int i = 0; i < count; ++i) {
            core::Report report = test::report(category, 40.0 + 0.01 * opened_++);
            report.text = text;
            opened.push_back(centre.receives("radio-1", report).incident.value());
        }
        return opened;
    }

private:
    std::vector<core::Event> history(const core::Incident& incident) const {
        std::vector<core::Event> events;
        for (const core::Event& event : centre.journal) {
            const auto order = core::instruction_of(event.body);
            const bool is_of_order = std::count(incident.orders.begin(), incident.orders.end(), order) > 0;
            if (is_of_order || core::incident_of(event.body) == incident.id) events.push_back(event);
        }
        return events;
    }

    int opened_ = 0;
};

inline core::Query question(const std::string& ask) {
    core::Query query;
    query.ask = ask;
    return query;
}

inline std::vector<core::IncidentId> ids_of(const core::QueryResult& result) {
    std::vector<core::IncidentId> ids;
    for (const core::Alert& alert : result.incidents.value()) ids.push_back(alert.incident);
    return ids;
}

}  // namespace paraat::projection

#include "hub/rules/clue.hpp"

namespace paraat::rules {
namespace {

void visit_each(const auto& texts, const WordVisit& visit) {
    for (const std::string& text : texts) visit(text);
}

void visit_each_name(const auto& names, const WordVisit& visit) {
    for (const auto& name : names) visit(name.text);
}

}  // namespace

void visit_words(Subject subject, const core::Case& at_hand, const WordVisit& visit) {
    const auto& [incident, report, client, surroundings, now] = at_hand;
    switch (subject) {
        case Subject::report_category: return visit(report.category.text);
        case Subject::report_severity: return visit(word(report.severity.value_or(incident.severity)));
        case Subject::report_area: return visit(report.area);
        case Subject::report_contract: return visit(report.contract);
        case Subject::report_client: return visit(client.text);
        case Subject::report_lmc: return visit(report.lmc);
        case Subject::report_tags: return visit_each(report.tags, visit);
        case Subject::report_attributes:
            for (const auto& [key, value] : report.attributes) visit(key);
            return;
        case Subject::incident_category: return visit(incident.category.text);
        case Subject::incident_severity: return visit(word(incident.severity));
        case Subject::incident_status: return visit(word(incident.status));
        case Subject::incident_area: return visit(incident.area);
        case Subject::incident_contract: return visit(incident.contract);
        case Subject::incident_reporter: return visit(incident.opened_by.text);
        case Subject::incident_tags: return visit_each(incident.tags, visit);
        case Subject::incident_areas: return visit_each(incident.areas, visit);
        case Subject::incident_teams: return visit_each_name(incident.teams, visit);
        case Subject::incident_units:
            for (const auto& [unit, progress] : incident.units) {
                if (progress.state != "left") visit(unit.text);
            }
            return;
        case Subject::incident_divisions: return visit_each_name(incident.divisions, visit);
        case Subject::inside: return;
    }
}

}  // namespace paraat::rules

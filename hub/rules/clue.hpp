#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "hub/core/rule_questions.hpp"

namespace paraat::rules {

// What conditions compare with words: a text, or a list of texts.
enum class Subject : std::uint8_t {
    report_category,
    report_severity,
    report_area,
    report_contract,
    report_client,
    report_lmc,
    report_tags,
    report_attributes,  // their keys
    incident_category,
    incident_severity,
    incident_status,
    incident_area,
    incident_contract,
    incident_reporter,
    incident_tags,
    incident_areas,
    incident_teams,
    incident_units,
    incident_divisions,
    inside,  // the named polygons that the report lies in
};

inline constexpr std::size_t subjects = 20;

// A word that a subject is, or that is in it.
struct Clue {
    Subject subject;
    std::string word;

    auto operator<=>(const Clue&) const = default;
};

// The words of a subject in a case, as conditions see them (views.hpp). Of `inside` none: only the areas know.
template <class Visit>
void visit_words(Subject subject, const core::Case& at_hand, const Visit& visit) {
    const auto& [incident, report, client, surroundings, now] = at_hand;
    switch (subject) {
        case Subject::report_category: return visit(report.category.text);
        case Subject::report_severity: return visit(word(report.severity.value_or(incident.severity)));
        case Subject::report_area: return visit(report.area);
        case Subject::report_contract: return visit(report.contract);
        case Subject::report_client: return visit(client.text);
        case Subject::report_lmc: return visit(report.lmc);
        case Subject::report_tags:
            for (const std::string& text : report.tags) visit(text);
            return;
        case Subject::report_attributes:
            for (const auto& [key, value] : report.attributes) visit(key);
            return;
        case Subject::incident_category: return visit(incident.category.text);
        case Subject::incident_severity: return visit(word(incident.severity));
        case Subject::incident_status: return visit(word(incident.status));
        case Subject::incident_area: return visit(incident.area);
        case Subject::incident_contract: return visit(incident.contract);
        case Subject::incident_reporter: return visit(incident.opened_by.text);
        case Subject::incident_tags:
            for (const std::string& text : incident.tags) visit(text);
            return;
        case Subject::incident_areas:
            for (const std::string& text : incident.areas) visit(text);
            return;
        case Subject::incident_teams:
            for (const auto& name : incident.teams) visit(name.text);
            return;
        case Subject::incident_units:
            for (const auto& [unit, progress] : incident.units) {
                if (progress.state != core::UnitState::left) visit(unit.text);
            }
            return;
        case Subject::incident_divisions:
            for (const auto& name : incident.divisions) visit(name.text);
            return;
        case Subject::inside: return;
    }
}

}  // namespace paraat::rules

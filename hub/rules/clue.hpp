#pragma once

#include <compare>
#include <cstdint>
#include <functional>
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

using WordVisit = std::function<void(std::string_view)>;

// The words of a subject in a case, as conditions see them (views.hpp). Of `inside` none: only the areas know.
void visit_words(Subject subject, const core::Case& at_hand, const WordVisit& visit);

}  // namespace paraat::rules

#pragma once

#include <gmock/gmock.h>

#include <deque>

#include "hub/core/mark_index.hpp"
#include "hub/rules/case_view.hpp"
#include "hub/rules/cel/explanation.hpp"
#include "hub/rules/cel/parts.hpp"
#include "hub/rules/cel/program.hpp"

namespace paraat::rules {

// A neighbourhood that a test fills; the judged incident may be in it.
class Neighbourhood : public core::Surroundings {
public:
    Found nearby(std::int64_t, const Window& window) const override {
        windows.push_back(window);
        Found found{{}, is_cut};
        for (const core::Incident* incident : incidents) found.incidents.push_back(incident);
        return found;
    }
    Found marked(core::Mark mark, const std::string& name, const Window& window) const override {
        Found found;
        for (const core::Incident* incident : incidents) {
            const std::vector<std::string> marks = core::marks_of(*incident, mark);
            const bool is_marked = std::find(marks.begin(), marks.end(), name) != marks.end();
            if (is_marked && (window.includes_closed || !incident->is_closed())) found.incidents.push_back(incident);
        }
        return found;
    }
    std::vector<core::UnitSeen> units() const override { return seen; }

    std::vector<const core::Incident*> incidents;
    bool is_cut = false;
    std::vector<core::UnitSeen> seen;
    mutable std::vector<Window> windows;  // that were asked for
};

// A shooting that radio-7 reports, alone in its neighbourhood.
struct World {
    World() {
        report.category = incident.category = core::CategoryName{"shooting"};
        report.severity = incident.severity = core::Severity::extreme;
        report.persons = 60;
        report.tags = {"firearm", "night"};
        report.text = "shots heard";
        report.attributes = {{"n", "7"}};
        neighbourhood.incidents = {&incident};
    }

    void has_neighbours(const std::string& category, int count) {
        for (int i = 0; i < count; ++i) {
            others.emplace_back().category = core::CategoryName{category};
            neighbourhood.incidents.push_back(&others.back());
        }
    }

    core::Case at_hand() const { return {incident, report, client, neighbourhood, Instant{1'763'940'000'000}}; }

    // What an expression comes to, or "fault: ..." or "error: ...".
    std::string come_to(const std::string& source, cel::Checks checks = cel::Checks::types_and_cost) const {
        const auto compiled = cel::Program::compile(source, rule_environment(), checks);
        if (!compiled.program) return "fault: " + compiled.faults.at(0).message;
        const core::Case here = at_hand();
        const cel::Outcome outcome = compiled.program->evaluate(CaseView(here));
        return outcome ? to_text(*outcome) : "error: " + outcome.error();
    }
    cel::Explanation why(const std::string& source) const {
        const auto compiled = cel::Program::compile(source, rule_environment());
        if (!compiled.program) return {"fault: " + compiled.faults.at(0).message, {}, {}};
        const core::Case here = at_hand();
        return explain(*compiled.program, CaseView(here));
    }

    std::string why_not(const std::string& source) const {
        const auto compiled = cel::Program::compile(source, rule_environment());
        if (!compiled.program) return "fault: " + compiled.faults.at(0).message;
        const core::Case here = at_hand();
        return explain_not(*compiled.program, CaseView(here)).text;
    }
    // Each part of a condition as "what it came to: its text [what it saw]".
    std::vector<std::string> parts(const std::string& source) const {
        const auto compiled = cel::Program::compile(source, rule_environment());
        if (!compiled.program) return {"fault: " + compiled.faults.at(0).message};
        const core::Case here = at_hand();
        std::vector<std::string> told;
        for (const core::ConditionPart& part : cel::parts_of(*compiled.program, CaseView(here))) {
            told.push_back(part.came_to + ": " + part.text + (part.saw.empty() ? "" : " [" + part.saw + "]"));
        }
        return told;
    }

    core::Incident incident;
    core::Report report;
    core::ClientName client{"radio-7"};
    Neighbourhood neighbourhood;
    std::deque<core::Incident> others;
};

}  // namespace paraat::rules

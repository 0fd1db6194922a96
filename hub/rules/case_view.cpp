#include "hub/rules/case_view.hpp"

#include <algorithm>
#include <cmath>

#include "hub/base/check.hpp"
#include "hub/rules/cel/library.hpp"
#include "hub/rules/risk.hpp"
#include "hub/rules/views.hpp"

namespace paraat::rules {
namespace {

using cel::Value;

const std::string& text_at(const std::vector<Value>& arguments, std::size_t place) {
    const auto* text = arguments[place].as<std::string>();
    PARAAT_CHECK(text != nullptr);
    return *text;
}

std::int64_t metres_at(const std::vector<Value>& arguments, std::size_t place) {
    const auto* metres = arguments[place].as<double>();
    PARAAT_CHECK(metres != nullptr);
    return std::llround(*metres);
}

Milliseconds span_at(const std::vector<Value>& arguments, std::size_t place) {
    const auto* span = arguments[place].as<cel::Duration>();
    PARAAT_CHECK(span != nullptr);
    return cel::milliseconds_of(*span);
}

constexpr Milliseconds position_fresh = std::chrono::minutes{5};  // how old one may be to say where a unit is not

}  // namespace

Value CaseView::variable(std::string_view name) const {
    const auto once = [](std::optional<Value>& kept, const auto& make) {
        if (!kept) kept = make();
        return *kept;
    };
    if (name == "now") return Value{case_.now};
    if (name == "local") return once(local_, [&] { return view_of_local_time(case_.now); });
    if (name == "incident") return once(incident_, [&] { return view_of(case_.incident, case_.now); });
    return once(report_, [&] { return view_of(case_.report, case_.incident, case_.client); });
}

cel::Outcome CaseView::call(std::string_view function, const Arguments& arguments) const {
    if (function == "reports") return reports(span_at(arguments, 0));
    if (function == "units_near") return units_near(metres_at(arguments, 0));
    if (function == "nobody_near") return nobody_near(metres_at(arguments, 0));
    if (function == "risk") {
        return Value{risk_of(text_at(arguments, 0), case_.surroundings, case_.now, span_at(arguments, 1))};
    }
    if (function == "inside") {
        const auto& position = case_.report.position ? case_.report.position : case_.incident.position;
        if (!position) return Value{false};
        return Value{areas_ != nullptr && areas_->contains(text_at(arguments, 0), *position)};
    }
    if (function == "team") {
        std::vector<core::UnitSeen> members = units(text_at(arguments, 0));
        const std::string division = members.empty() ? "" : members.front().division.text;
        return view_of_team(text_at(arguments, 0), division, std::move(members));
    }
    if (function == "unit") {
        for (const core::UnitSeen& unit : all_units()) {
            if (unit.name.text == text_at(arguments, 0)) return view_of(unit);
        }
        // Also one that works covertly, for all that this incident may know.
        return cel::error("no such unit is known here");
    }
    Value::List list;
    for (const core::Incident* incident : incidents(function, arguments).incidents) {
        list.push_back(view_of(*incident, case_.now));
    }
    return Value{std::move(list)};
}

bool CaseView::is_cut(std::string_view function, const Arguments& arguments) const {
    const bool is_of_incidents = looks_back(function) && function != "reports";
    return is_of_incidents && incidents(function, arguments).is_cut;
}

core::Surroundings::Found CaseView::incidents(std::string_view function, const Arguments& arguments) const {
    const core::Surroundings::Window window{span_at(arguments, 1), includes_closed_};
    if (function == "nearby") return case_.surroundings.nearby(metres_at(arguments, 0), window);
    const core::Mark mark = function == "incidents_in_area"       ? core::Mark::area
                            : function == "incidents_of_contract" ? core::Mark::contract
                                                                  : core::Mark::reporter;
    return case_.surroundings.marked(mark, text_at(arguments, 0), window);
}

const std::vector<core::UnitSeen>& CaseView::all_units() const {
    if (!units_) units_ = case_.surroundings.units();
    return *units_;
}

std::vector<core::UnitSeen> CaseView::units(const std::string& team) const {
    std::vector<core::UnitSeen> units = all_units();
    std::erase_if(units, [&](const core::UnitSeen& unit) { return !team.empty() && unit.team.text != team; });
    return units;
}

Value CaseView::units_near(std::int64_t metres) const {
    std::vector<core::UnitSeen> near = all_units();
    std::erase_if(near, [&](const core::UnitSeen& unit) { return !unit.metres || *unit.metres > metres; });
    std::stable_sort(near.begin(), near.end(),
                     [](const core::UnitSeen& a, const core::UnitSeen& b) { return *a.metres < *b.metres; });
    Value::List list;
    for (const core::UnitSeen& unit : near) list.push_back(view_of(unit));
    return Value{std::move(list)};
}

// True only of what is known: each unit that is on duty was heard from lately, and is farther away. One that never said
// what it does is on no duty. The reporter is not its own help.
cel::Outcome CaseView::nobody_near(std::int64_t metres) const {
    std::size_t unknown = 0;
    for (const core::UnitSeen& unit : all_units()) {
        if (unit.name == case_.incident.opened_by) continue;
        const bool is_fresh = unit.metres && unit.position_age <= position_fresh;
        if (is_fresh && *unit.metres <= metres) return Value{false};
        if (is_on_duty(unit) && !is_fresh) ++unknown;
    }
    if (unknown > 0) return cel::error("it is not known where " + std::to_string(unknown) + " units are");
    return Value{true};
}

Value CaseView::reports(Milliseconds window) const {
    Value::List list;
    for (const core::ReportHeard& report : case_.incident.heard) {
        if (case_.now - report.at <= window) list.push_back(view_of(report));
    }
    return Value{std::move(list)};
}

}  // namespace paraat::rules

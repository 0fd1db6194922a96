#include "hub/rules/rule_environment.hpp"

#include <algorithm>
#include <array>

#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"
#include "hub/core/rule_questions.hpp"
#include "hub/core/state.hpp"
#include "hub/rules/local_time.hpp"

namespace paraat::rules {
namespace {

using cel::Type;
using cel::Value;
using TypeKind = Type::Kind;

// How large a report's parts are at most, in bytes and pieces: what the door lets in (hub/codec). The cost of a
// condition is estimated by them.
constexpr std::int64_t text_most = 4'000;
constexpr std::int64_t label_most = 64;
constexpr std::int64_t tag_most = 32;
constexpr std::int64_t tags_most = 16;
constexpr std::int64_t attribute_most = 256;
constexpr std::int64_t attributes_most = 32;
constexpr std::int64_t units_most = 1'000;  // of an organisation, as an estimate
// Of one incident, as estimates too: what goes beyond costs its steps when it runs.
constexpr std::int64_t incident_tags_most = 64;
constexpr std::int64_t parties_most = 16;

constexpr std::array<std::string_view, 5> windows = {"nearby", "incidents_in_area", "incidents_of_contract",
                                                     "incidents_of_reporter", "reports"};

std::string fault_of_metres(const Value& value) {
    constexpr double metres_most = 100'000;
    const auto* metres = value.as<double>();
    const bool is_out = metres != nullptr && !(*metres >= 0 && *metres <= metres_most);
    return is_out ? "a distance is 0 to 100,000 m" : "";
}

std::string fault_of_window(const Value& value) {
    const auto* window = value.as<cel::Duration>();
    const bool is_backward = window != nullptr && *window < cel::Duration{};
    return is_backward ? "a window looks back, by a duration that is not negative" : "";
}

std::string fault_of_half_life(const Value& value) {
    const auto* span = value.as<cel::Duration>();
    const bool is_out = span != nullptr && !(cel::milliseconds_of(*span) >= std::chrono::minutes{1} &&
                                             cel::milliseconds_of(*span) <= std::chrono::hours{24});
    return is_out ? "a risk halves in 1 minute to 24 hours" : "";
}

// What is wrong with a name that an argument gives; of names that are not known here nothing is.
std::string fault_of_name(const std::string& noun, const std::vector<std::string>& known, const Value& value) {
    const auto* name = value.as<std::string>();
    if (known.empty() || name == nullptr || std::find(known.begin(), known.end(), *name) != known.end()) return {};
    return "unknown " + noun + " \"" + shortened(*name) + "\"" + did_you_mean(*name, known);
}

std::vector<std::string> names_of_units(const core::Organisation& organisation) {
    std::vector<std::string> names;
    for (const auto& [name, account] : organisation.accounts) {
        if (account.is_unit) names.push_back(name.text);
    }
    return names;
}

// The types, once.
struct Vocabulary {
    explicit Vocabulary(const core::Organisation& known)
        : category(cel::word_of("category", names_of(known.categories))),
          division(cel::word_of("division", names_of(known.divisions))),
          team(cel::word_of("team", names_of(known.teams))),
          unit(cel::word_of("unit", names_of_units(known))) {}

    Type text = cel::at_most(text_most, cel::simple(TypeKind::text));
    Type label = cel::at_most(label_most, cel::simple(TypeKind::text));
    Type tag = cel::at_most(tag_most, cel::simple(TypeKind::text));
    Type attribute = cel::at_most(attribute_most, cel::simple(TypeKind::text));
    Type whole = cel::simple(TypeKind::integer);
    Type truth = cel::simple(TypeKind::boolean);
    Type span = cel::simple(TypeKind::duration);
    Type moment = cel::simple(TypeKind::timestamp);
    Type severity = cel::word_of("severity", core::word_list<core::Severity>());
    Type status = cel::word_of("status", core::word_list<core::IncidentStatus>());
    Type unit_status = cel::word_of("status", core::word_list<core::UnitStatus>());
    Type presence = cel::word_of("presence", core::word_list<core::PresenceState>());
    Type category, division, team, unit;
};

void add_messages(cel::Environment& made, const Vocabulary& of) {
    made.messages["Report"] = {{"category", of.category},
                               {"severity", of.severity},
                               {"text", of.text},
                               {"tags", cel::at_most(tags_most, cel::list_of(of.tag))},
                               {"persons", of.whole},
                               {"area", of.label},
                               {"contract", of.label},
                               {"client", of.label},
                               {"exercise", of.truth},
                               {"covert", of.truth},
                               {"lmc", of.label},
                               {"has_position", of.truth},
                               {"attributes", cel::at_most(attributes_most, cel::map_to(of.attribute))}};
    made.messages["Incident"] = {{"category", of.category},
                                 {"severity", of.severity},
                                 {"status", of.status},
                                 {"priority", of.whole},
                                 {"reports", of.whole},
                                 {"persons", of.whole},
                                 {"tags", cel::at_most(incident_tags_most, cel::list_of(of.tag))},
                                 {"area", of.label},
                                 {"areas", cel::at_most(areas_most, cel::list_of(of.tag))},
                                 {"contract", of.label},
                                 {"reporter", of.label},
                                 {"opened_at", of.moment},
                                 {"newest_report_at", of.moment},
                                 {"age", of.span},
                                 {"quiet_for", of.span},
                                 {"acked", of.truth},
                                 {"escalated", of.truth},
                                 {"claimed", of.truth},
                                 {"exercise", of.truth},
                                 {"teams", cel::at_most(parties_most, cel::list_of(of.team))},
                                 {"units", cel::at_most(parties_most, cel::list_of(of.unit))},
                                 {"divisions", cel::at_most(parties_most, cel::list_of(of.division))}};
    made.messages["ReportHeard"] = {{"at", of.moment}, {"client", of.label}, {"category", of.category}};
    made.messages["Unit"] = {{"name", of.unit},          {"team", of.team},         {"division", of.division},
                             {"status", of.unit_status}, {"presence", of.presence}, {"metres", of.whole},
                             {"position_age", of.span},  {"on_duty", of.truth},     {"assigned", of.truth}};
    made.messages["Team"] = {{"name", of.team},
                             {"division", of.division},
                             {"on_duty", of.whole},
                             {"available", of.whole},
                             {"units", cel::at_most(units_most, cel::list_of(cel::message("Unit")))}};
    made.messages["LocalTime"] = {{"year", of.whole},
                                  {"month", of.whole},
                                  {"day", of.whole},
                                  {"hour", of.whole},
                                  {"minute", of.whole},
                                  {"date", of.label},
                                  {"weekday", cel::word_of("weekday", weekdays())},
                                  {"holiday", cel::word_of("holiday", holidays())},
                                  {"is_holiday", of.truth},
                                  {"is_weekend", of.truth}};
}

// A question about incidents, or units, with what its arguments may be.
using ArgumentFault = std::function<std::string(std::size_t, const Value&)>;

cel::Environment::Function incidents_by(Type parameter, const Vocabulary& of, ArgumentFault fault,
                                        std::string unit = {}) {
    return {{std::move(parameter), of.span},
            cel::at_most(core::found_most, cel::list_of(cel::message("Incident"))),
            std::move(fault),
            {std::move(unit)},
            "incidents",
            "incident"};
}

void add_functions(cel::Environment& made, const Vocabulary& of, const core::Organisation& known, const Areas* areas) {
    const Type real = cel::simple(TypeKind::real);
    const Type units = cel::at_most(units_most, cel::list_of(cel::message("Unit")));
    const auto window_second = [](std::size_t parameter, const Value& value) {
        return parameter == 1 ? fault_of_window(value) : "";
    };
    const auto metres_only = [](std::size_t, const Value& value) { return fault_of_metres(value); };
    const auto named = [](std::string noun, std::vector<std::string> names) {
        return [noun = std::move(noun), names = std::move(names)](std::size_t, const Value& value) {
            return fault_of_name(noun, names, value);
        };
    };
    made.functions["nearby"] = incidents_by(
        real, of,
        [](std::size_t parameter, const Value& value) {
            return parameter == 0 ? fault_of_metres(value) : fault_of_window(value);
        },
        "m");
    for (const char* name : {"incidents_in_area", "incidents_of_contract", "incidents_of_reporter"}) {
        made.functions[name] = incidents_by(of.label, of, window_second);
    }
    made.functions["reports"] = {{of.span},
                                 cel::at_most(core::heard_most, cel::list_of(cel::message("ReportHeard"))),
                                 [](std::size_t, const Value& value) { return fault_of_window(value); },
                                 {},
                                 "reports"};
    made.functions["units_near"] = {{real}, units, metres_only, {"m"}, "units"};
    made.functions["nobody_near"] = {{real}, of.truth, metres_only, {"m"}};
    made.functions["team"] = {{of.label}, cel::message("Team"), named("team", names_of(known.teams))};
    made.functions["unit"] = {{of.label}, cel::message("Unit"), named("unit", names_of_units(known))};
    made.functions["inside"] = {
        {of.label}, of.truth, named("area", areas == nullptr ? std::vector<std::string>{} : areas->names())};
    if (areas != nullptr && areas->names().empty()) {
        made.functions["inside"].fault = [](std::size_t, const Value&) -> std::string {
            return "no area has a name: there is no area file (*.geojson) beside the rules";
        };
    }
    made.functions["risk"] = {{of.label, of.span}, real, [](std::size_t parameter, const Value& value) {
                                  return parameter == 1 ? fault_of_half_life(value) : "";
                              }};
    // What looks through all units, or all incidents of an area, and gives little.
    for (const char* name : {"units_near", "nobody_near", "team", "unit"}) made.functions[name].steps = 100;
    made.functions["risk"].steps = core::found_most;
    made.functions["inside"].steps = 10;
}

}  // namespace

cel::Environment rule_environment(const core::Organisation* organisation, const Areas* areas) {
    const core::Organisation nobody;
    const core::Organisation& known = organisation == nullptr ? nobody : *organisation;
    const Vocabulary of(known);
    cel::Environment made;
    add_messages(made, of);
    made.variables = {{"report", cel::message("Report")},
                      {"incident", cel::message("Incident")},
                      {"now", of.moment},
                      {"local", cel::message("LocalTime")}};
    add_functions(made, of, known, areas);
    return made;
}

bool looks_back(std::string_view function) {
    return std::find(windows.begin(), windows.end(), function) != windows.end();
}

}  // namespace paraat::rules

#include "hub/rules/case_view.hpp"

#include <cmath>

#include "hub/base/check.hpp"

namespace paraat::rules {
namespace {

using cel::Value;

// How large a report's parts are at most, in bytes and pieces: what the door lets in (hub/codec). The cost of a
// condition is estimated by them.
constexpr std::int64_t text_most = 4'000;
constexpr std::int64_t label_most = 64;
constexpr std::int64_t tag_most = 32;
constexpr std::int64_t tags_most = 16;
constexpr std::int64_t attribute_most = 256;
constexpr std::int64_t attributes_most = 32;

Value::List texts(const auto& values) {
    Value::List list;
    for (const auto& value : values) list.emplace_back(value);
    return list;
}

class ReportView : public cel::Object {
public:
    ReportView(const core::Report& report, const core::Incident& incident, const core::ClientName& client)
        : report_(report), incident_(incident), client_(client) {}

    Value field(std::string_view name) const override {
        if (name == "category") return Value{report_.category.text};
        // Absent means the category's, which the incident has.
        if (name == "severity") return Value{std::string(word(report_.severity.value_or(incident_.severity)))};
        if (name == "text") return Value{report_.text};
        if (name == "tags") return Value{texts(report_.tags)};
        if (name == "persons") return Value{std::int64_t{report_.persons.value_or(0)}};
        if (name == "area") return Value{report_.area};
        if (name == "contract") return Value{report_.contract};
        if (name == "client") return Value{client_.text};
        if (name == "exercise") return Value{report_.exercise};
        if (name == "covert") return Value{report_.covert};
        if (name == "lmc") return Value{report_.lmc};
        if (name == "has_position") return Value{report_.position.has_value()};
        Value::Map attributes;
        for (const auto& [key, value] : report_.attributes) attributes[key] = Value{value};
        return Value{std::move(attributes)};
    }
    bool has(std::string_view name) const override {
        if (name == "severity") return report_.severity.has_value();
        if (name == "persons") return report_.persons.has_value();
        if (name == "tags") return !report_.tags.empty();
        if (name == "attributes") return !report_.attributes.empty();
        const Value value = field(name);
        const auto* text = value.as<std::string>();
        return text == nullptr || !text->empty();
    }

private:
    const core::Report& report_;
    const core::Incident& incident_;
    const core::ClientName& client_;
};

class IncidentView : public cel::Object {
public:
    IncidentView(const core::Incident& incident, Instant now) : incident_(incident), now_(now) {}

    Value field(std::string_view name) const override {
        if (name == "category") return Value{incident_.category.text};
        if (name == "severity") return Value{std::string(word(incident_.severity))};
        if (name == "status") return Value{std::string(word(incident_.status))};
        if (name == "priority") return Value{std::int64_t{incident_.priority}};
        if (name == "reports") return Value{std::int64_t{incident_.reports}};
        if (name == "persons") return Value{std::int64_t{incident_.persons}};
        if (name == "tags") return Value{texts(incident_.tags)};
        if (name == "area") return Value{incident_.area};
        if (name == "contract") return Value{incident_.contract};
        if (name == "age") return Value{now_ - incident_.opened_at};
        if (name == "acked") return Value{incident_.is_acked()};
        Value::List divisions;
        for (const core::DivisionName& division : incident_.divisions) divisions.emplace_back(division.text);
        return Value{std::move(divisions)};
    }
    bool has(std::string_view name) const override {
        const Value value = field(name);
        const auto* text = value.as<std::string>();
        return text == nullptr || !text->empty();
    }
    const void* identity() const override { return &incident_; }

private:
    const core::Incident& incident_;
    Instant now_;
};

// What is wrong with an argument of nearby().
std::string fault_of_nearby(std::size_t parameter, const Value& value) {
    constexpr double metres_most = 100'000;
    const auto* metres = value.as<double>();
    if (parameter == 0 && metres != nullptr && !(*metres >= 0 && *metres <= metres_most)) {
        return "nearby looks 0 to 100,000 m far";
    }
    const auto* window = value.as<cel::Duration>();
    const bool is_backward = parameter == 1 && window != nullptr && *window < cel::Duration{};
    return is_backward ? "nearby looks back, by a duration that is not negative" : "";
}

}  // namespace

cel::Environment rule_environment(const core::Organisation* organisation) {
    using Kind = cel::Type::Kind;
    const cel::Type text = cel::at_most(text_most, cel::simple(Kind::text));
    const cel::Type label = cel::at_most(label_most, cel::simple(Kind::text));
    const cel::Type tag = cel::at_most(tag_most, cel::simple(Kind::text));
    const cel::Type attribute = cel::at_most(attribute_most, cel::simple(Kind::text));
    const cel::Type whole = cel::simple(Kind::integer);
    const cel::Type truth = cel::simple(Kind::boolean);
    const cel::Type severity = cel::word_of("severity", core::word_list<core::Severity>());
    const cel::Type status = cel::word_of("status", core::word_list<core::IncidentStatus>());
    const core::Organisation nobody;
    const core::Organisation& known = organisation == nullptr ? nobody : *organisation;
    const cel::Type category = cel::word_of("category", names_of(known.categories));
    const cel::Type division = cel::word_of("division", names_of(known.divisions));
    cel::Environment made;
    made.messages["Report"] = {{"category", category},
                               {"severity", severity},
                               {"text", text},
                               {"tags", cel::at_most(tags_most, cel::list_of(tag))},
                               {"persons", whole},
                               {"area", label},
                               {"contract", label},
                               {"client", label},
                               {"exercise", truth},
                               {"covert", truth},
                               {"lmc", label},
                               {"has_position", truth},
                               {"attributes", cel::at_most(attributes_most, cel::map_to(attribute))}};
    made.messages["Incident"] = {{"category", category},
                                 {"severity", severity},
                                 {"status", status},
                                 {"priority", whole},
                                 {"reports", whole},
                                 {"persons", whole},
                                 {"tags", cel::list_of(tag)},
                                 {"area", label},
                                 {"contract", label},
                                 {"age", cel::simple(Kind::duration)},
                                 {"acked", truth},
                                 {"divisions", cel::list_of(division)}};
    made.variables = {{"report", cel::message("Report")},
                      {"incident", cel::message("Incident")},
                      {"now", cel::simple(Kind::timestamp)}};
    made.functions["nearby"] = {{cel::simple(Kind::real), cel::simple(Kind::duration)},
                                cel::at_most(core::nearby_most, cel::list_of(cel::message("Incident"))),
                                fault_of_nearby,
                                {"m"},
                                "incidents",
                                "incident"};
    return made;
}

cel::Value CaseView::variable(std::string_view name) const {
    if (name == "now") return Value{case_.now};
    if (name == "incident") {
        return Value{std::shared_ptr<const cel::Object>(std::make_shared<IncidentView>(case_.incident, case_.now))};
    }
    return Value{
        std::shared_ptr<const cel::Object>(std::make_shared<ReportView>(case_.report, case_.incident, case_.client))};
}

cel::Outcome CaseView::call(std::string_view, const std::vector<Value>& arguments) const {
    Value::List list;
    for (const core::Incident* incident : nearby(arguments).incidents) {
        list.emplace_back(std::shared_ptr<const cel::Object>(std::make_shared<IncidentView>(*incident, case_.now)));
    }
    return Value{std::move(list)};
}

bool CaseView::is_cut(std::string_view, const std::vector<Value>& arguments) const {
    return nearby(arguments).is_cut;
}

core::Surroundings::Nearby CaseView::nearby(const std::vector<Value>& arguments) const {
    const auto* metres = arguments[0].as<double>();
    const auto* window = arguments[1].as<cel::Duration>();
    PARAAT_CHECK(metres != nullptr && window != nullptr);
    return case_.surroundings.nearby(std::llround(*metres), cel::milliseconds_of(*window));
}

}  // namespace paraat::rules

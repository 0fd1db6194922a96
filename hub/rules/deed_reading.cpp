#include "hub/rules/deed_reading.hpp"

#include "hub/base/nearest_word.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::rules {
namespace {

using Table = TomlDocument::Table;

constexpr double lat = 51.92;
constexpr double lon = 4.48;
constexpr double metres_per_degree = 111'195.08;  // of latitude, on the core's sphere
constexpr std::int64_t metres_most = 50'000;

std::int64_t read_metres(Table& table) {
    return table.integer("metres", 0, metres_most).value_or(0);
}

core::ClientName read_by(Table& table, const References& references) {
    table.missing("by", "this says \"by\" whom it is done");
    return references.account(table, "by");
}

void read_attributes(Table& table, core::Report& report) {
    for (Table& attribute : table.tables("attributes")) {
        const std::string key = attribute.required_text("key");
        report.attributes.emplace_back(key, attribute.required_text("value"));
    }
}

}  // namespace

core::Position test_place(std::int64_t metres) {
    return *core::position_from_degrees(lat + static_cast<double>(metres) / metres_per_degree, lon);
}

std::string KnownIncidents::read(Table& table) {
    const auto name = table.placed_text("incident");
    if (!name && !is_any && !table.has("incident")) {
        table.issue("", "unknown_incident", "no report stands before this, so there is no incident");
        is_any = true;
    }
    if (name && has_all && !names.contains(name->text)) {
        table.issue_at(name->line, name->column, "unknown_incident",
                       "no report before this is told \"as\" \"" + shortened(name->text) + "\"",
                       suggestion_for(name->text, {names.begin(), names.end()}));
    }
    return name ? name->text : "";
}

template <class Enum>
std::optional<Enum> read_word(Table& table, const std::string& key, const std::string& noun) {
    const auto text = table.text(key);
    const auto word = text ? core::from_word<Enum>(*text) : std::nullopt;
    if (text && !word) {
        table.issue(key, "unknown_word", "unknown " + noun + " \"" + shortened(*text) + "\"",
                    suggestion_for(*text, core::word_list<Enum>()));
    }
    return word;
}

template std::optional<core::Severity> read_word(Table&, const std::string&, const std::string&);
template std::optional<core::IncidentStatus> read_word(Table&, const std::string&, const std::string&);

ReportDeed read_report(Table& table, const References& references) {
    ReportDeed deed;
    deed.client = references.account(table, "client");
    core::Report& report = deed.report;
    report.category = references.category(table, "category");
    table.missing("category", "a report has a \"category\"");
    report.severity = read_word<core::Severity>(table, "severity", "severity");
    for (const PlacedText& tag : table.texts("tags").value_or(std::vector<PlacedText>{})) {
        report.tags.push_back(tag.text);
    }
    report.text = table.text("text").value_or("");
    report.area = table.text("area").value_or("");
    report.contract = table.text("contract").value_or("");
    report.lmc = table.text("lmc").value_or("");
    report.covert = table.boolean("covert").value_or(false);
    report.exercise = table.boolean("exercise").value_or(false);
    if (const auto persons = table.integer("persons", 0, 10'000)) report.persons = static_cast<std::int32_t>(*persons);
    read_attributes(table, report);
    const core::Position place = test_place(read_metres(table));
    if (table.boolean("has_position").value_or(true)) report.position = place;
    deed.as = table.text("as").value_or("");
    if (table.has("as") && !is_plain_name(deed.as)) table.issue("as", "bad_name", no_plain_name(deed.as));
    return deed;
}

StatusDeed read_status(Table& table, const References& references, KnownIncidents& known) {
    StatusDeed deed;
    deed.by = read_by(table, references);
    deed.update.status = read_word<core::UnitStatus>(table, "status", "status");
    deed.update.panic = table.boolean("panic").value_or(false);
    deed.is_beacon = table.boolean("beacon").value_or(false);
    if (const auto metres = table.integer("metres", 0, metres_most)) deed.update.position = test_place(*metres);
    if (const auto battery = table.integer("battery_pct", 0, 100)) {
        deed.update.battery_pct = static_cast<std::int32_t>(*battery);
    }
    if (table.has("incident")) deed.incident = known.read(table);
    deed.as = table.text("as").value_or("");
    if (table.has("as") && !is_plain_name(deed.as)) table.issue("as", "bad_name", no_plain_name(deed.as));
    if (table.has("as") && !deed.update.panic) table.issue("as", "bad_value", "only a panic button opens an incident");
    return deed;
}

AckDeed read_ack(Table& table, const References& references, KnownIncidents& known) {
    AckDeed deed;
    deed.by = read_by(table, references);
    deed.answer = read_word<core::Answer>(table, "answer", "answer").value_or(core::Answer::acknowledged);
    deed.is_instruction = table.boolean("instruction").value_or(false);
    if (!table.has("answer") && deed.is_instruction) deed.answer = core::Answer::accepted;
    deed.incident = known.read(table);
    return deed;
}

CommandDeed read_command(Table& table, const References& references, KnownIncidents& known) {
    CommandDeed deed;
    core::Command& command = deed.command;
    deed.by = references.account(table, "by");
    table.missing("do", "a command says what to \"do\"");
    command.deed = read_word<core::Deed>(table, "do", "command").value_or(core::Deed::note);
    deed.incident = known.read(table);
    command.text = table.text("text").value_or("");
    if (const auto division = table.placed_text("division")) command.division = references.division(table, *division);
    if (const auto priority = table.integer("priority", 1, 5)) command.priority = static_cast<std::int32_t>(*priority);
    if (table.has("category")) command.category = references.category(table, "category");
    if (table.has("team")) command.team = references.team(table, "team");
    if (table.has("unit")) command.unit = references.account(table, "unit");
    if (const auto policy = table.placed_text("policy")) command.policy = references.policy(table, *policy);
    command.acknowledge = table.boolean("acknowledge").value_or(false);
    return deed;
}

}  // namespace paraat::rules

#include "hub/app/organisation_file.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "hub/base/nearest_word.hpp"
#include "hub/base/toml_document.hpp"

namespace paraat::app {
namespace {

using Table = TomlDocument::Table;

bool is_name(std::string_view name, char also) {
    return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == also;
    });
}

template <class Map>
std::vector<std::string> names_of(const Map& map) {
    std::vector<std::string> names;
    for (const auto& [name, unused] : map) names.push_back(name.text);
    return names;
}

std::string suggestion(const std::string& word, const std::vector<std::string>& known) {
    const auto nearest = nearest_word(word, known);
    return nearest ? "did you mean \"" + *nearest + "\"?" : "";
}

class Reading {
public:
    explicit Reading(TomlDocument& document) : root_(document.root()) {}

    // In the order in which one refers to the other.
    core::Organisation read() {
        for (Table& table : root_.tables("division")) read_division(table);
        for (Table& table : root_.tables("team")) read_team(table);
        for (Table& table : root_.tables("role")) read_role(table);
        for (Table& table : root_.tables("account")) read_account(table);
        for (Table& table : root_.tables("category")) read_category(table);
        organisation_.sector = core::DivisionName{root_.required_text("sector")};
        check(root_, "sector", organisation_.sector, organisation_.divisions, "division");
        organisation_.panic = core::CategoryName{root_.required_text("panic")};
        check(root_, "panic", organisation_.panic, organisation_.categories, "category");
        for (const auto& [name, team] : organisation_.teams) {
            if (organisation_.members_of(name).size() <= units_most) continue;
            root_.issue("", "too_many", "team \"" + name.text + "\" has more than 150 accounts; split it");
        }
        return std::move(organisation_);
    }

private:
    // The name of a table's noun, checked for its alphabet and for being the only one.
    template <class Map>
    typename Map::key_type name(Table& table, const Map& known, char also = '-') {
        const std::string text = table.required_text("name");
        if (!text.empty() && !is_name(text, also)) {
            table.issue("name", "bad_name", "\"" + text + "\" is no name: at most 32 of a-z, 0-9 and " + also);
        }
        typename Map::key_type made{text};
        if (known.contains(made)) table.issue("name", "twice", "\"" + text + "\" is there twice");
        return made;
    }

    template <class Name, class Map>
    void check(Table& table, const std::string& key, const Name& name, const Map& known, const std::string& what) {
        if (name.empty() || known.contains(name)) return;
        table.issue(key, "unknown_" + what, "unknown " + what + " \"" + name.text + "\"",
                    suggestion(name.text, names_of(known)));
    }

    template <class Enum>
    Enum word(Table& table, const std::string& key, const std::map<std::string, Enum>& words, Enum otherwise) {
        const auto text = table.text(key);
        if (!text) return otherwise;
        const auto found = words.find(*text);
        if (found != words.end()) return found->second;
        std::vector<std::string> known;
        std::string all;
        for (const auto& [name, unused] : words) {
            known.push_back(name);
            all += (all.empty() ? "it is one of " : ", ") + name;
        }
        const std::string nearest = suggestion(*text, known);
        table.issue(key, "unknown_word", "unknown " + key + " \"" + *text + "\"", nearest.empty() ? all : nearest);
        return otherwise;
    }

    void read_division(Table& table) {
        core::Division division;
        division.name = name(table, organisation_.divisions);
        division.label = table.text("label").value_or(division.name.text);
        if (core::is_reserved_division(division.name.text)) {
            table.issue("name", "reserved", "\"" + division.name.text + "\" is a topic of the hub, no division");
        }
        organisation_.divisions[division.name] = division;
    }

    void read_team(Table& table) {
        core::Team team;
        team.name = name(table, organisation_.teams);
        team.label = table.text("label").value_or(team.name.text);
        team.division = core::DivisionName{table.required_text("division")};
        check(table, "division", team.division, organisation_.divisions, "division");
        organisation_.teams[team.name] = team;
    }

    void read_role(Table& table) {
        static const std::map<std::string, core::Authority> authorities = {
            {"member", core::Authority::member},
            {"coordinator", core::Authority::coordinator},
            {"centre", core::Authority::centre},
            {"opco", core::Authority::opco}};
        core::Role role;
        role.name = name(table, organisation_.roles);
        role.label = table.text("label").value_or(role.name.text);
        role.authority = word(table, "authority", authorities, core::Authority::member);
        role.division = core::DivisionName{table.text("division").value_or("")};
        check(table, "division", role.division, organisation_.divisions, "division");
        if (role.authority == core::Authority::coordinator && role.division.empty()) {
            table.missing("division", "a coordinator has a \"division\"");
        }
        organisation_.roles[role.name] = role;
    }

    void read_account(Table& table) {
        core::Account account;
        account.name = name(table, organisation_.accounts);
        account.is_unit = table.boolean("unit").value_or(false);
        account.is_outside = table.boolean("outside").value_or(false);
        account.team = core::TeamName{table.text("team").value_or("")};
        check(table, "team", account.team, organisation_.teams, "team");
        account.division = core::DivisionName{table.text("division").value_or("")};
        check(table, "division", account.division, organisation_.divisions, "division");
        for (const PlacedText& text : table.texts("roles").value_or(std::vector<PlacedText>{})) {
            const core::RoleName role{text.text};
            account.roles.push_back(role);
            if (organisation_.roles.contains(role)) continue;
            table.issue_at(text.line, text.column, "unknown_role", "unknown role \"" + role.text + "\"",
                           suggestion(role.text, names_of(organisation_.roles)));
        }
        organisation_.accounts[account.name] = account;
    }

    void read_category(Table& table) {
        static const std::map<std::string, core::Severity> severities = {{"minor", core::Severity::minor},
                                                                         {"moderate", core::Severity::moderate},
                                                                         {"serious", core::Severity::serious},
                                                                         {"severe", core::Severity::severe},
                                                                         {"extreme", core::Severity::extreme}};
        core::Category category;
        category.name = name(table, organisation_.categories, '_');
        category.label_nl = table.text("label_nl").value_or(category.name.text);
        category.label_en = table.text("label_en").value_or(category.name.text);
        for (const PlacedText& text : table.text_or_texts("division").value_or(std::vector<PlacedText>{})) {
            if (text.text == "own") {
                category.to_own_division = true;
                continue;
            }
            const core::DivisionName division{text.text};
            category.divisions.push_back(division);
            if (organisation_.divisions.contains(division)) continue;
            table.issue_at(text.line, text.column, "unknown_division", "unknown division \"" + division.text + "\"",
                           suggestion(division.text, names_of(organisation_.divisions)));
        }
        category.severity = word(table, "severity", severities, core::Severity::minor);
        category.priority = static_cast<int>(table.integer("priority", 1, 5).value_or(4));
        category.escalate = core::PolicyName{table.text("escalate").value_or("")};
        category.joins = table.boolean("join").value_or(true);
        category.join_metres = table.integer("join_metres", 0, 10'000).value_or(category.join_metres);
        category.join_quiet = table.duration("join_quiet").value_or(category.join_quiet);
        category.join_age = table.duration("join_age").value_or(category.join_age);
        organisation_.categories[category.name] = category;
    }

    Table root_;
    core::Organisation organisation_;
};

}  // namespace

OrganisationReading read_organisation(std::string_view text, const std::string& file) {
    TomlDocument document(text, file);
    OrganisationReading reading;
    reading.organisation = Reading(document).read();
    reading.issues = document.take_issues();
    // What is missing after a syntax error is no news.
    const auto syntax = std::find_if(reading.issues.begin(), reading.issues.end(),
                                     [](const SourceIssue& issue) { return issue.code == "syntax"; });
    if (syntax != reading.issues.end()) reading.issues = {SourceIssue(*syntax)};
    return reading;
}

}  // namespace paraat::app

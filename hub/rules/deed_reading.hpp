#pragma once

#include <set>
#include <string>

#include "hub/base/toml_document.hpp"
#include "hub/core/position.hpp"
#include "hub/rules/references.hpp"

// What is done in a test: reports, statuses, answers, commands.
namespace paraat::rules {

// Where the tests of rules take place; what is `metres` away is so far north of it.
core::Position test_place(std::int64_t metres);

// The names that reports gave to their incidents so far, and whether there is a report at all.
struct KnownIncidents {
    std::set<std::string> names;
    bool is_any = false;
    bool has_all = true;  // false: a misspelt key may hide one, so that an unknown name is no news

    // The incident that a table names; an issue when no report before it did, or, once, when there is none at all.
    std::string read(TomlDocument::Table& table);
};

ReportDeed read_report(TomlDocument::Table& table, const References& references);
StatusDeed read_status(TomlDocument::Table& table, const References& references, KnownIncidents& known);
AckDeed read_ack(TomlDocument::Table& table, const References& references, KnownIncidents& known);
CommandDeed read_command(TomlDocument::Table& table, const References& references, KnownIncidents& known);

// A word of a closed set; an issue when it is none of them.
template <class Enum>
std::optional<Enum> read_word(TomlDocument::Table& table, const std::string& key, const std::string& noun);

}  // namespace paraat::rules

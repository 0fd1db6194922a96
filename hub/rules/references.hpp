#pragma once

#include <optional>
#include <string>

#include "hub/base/toml_document.hpp"
#include "hub/core/organisation.hpp"
#include "hub/rules/rule.hpp"

namespace paraat::rules {

// Checks the names that stand in rule files. Of a kind whose names are not all known, because what gives them is at
// fault itself, an unknown one is no news: each mistake is told once.
class References {
public:
    // Null = the organisation is at fault.
    References(const core::Organisation* organisation, const RuleContent& content)
        : organisation_(organisation), content_(content) {}

    enum class Relative { allowed, refused };  // own/team, nearby/teams: only where a unit's report is escalated

    // Each is an issue unless it is known; nullopt for one that is not written as a target. A target has an account
    // behind it, so that somebody hears of it.
    std::optional<core::Target> target(TomlDocument::Table& table, const PlacedText& text, Relative relative) const;
    // The same for one that nothing is sent to: whether somebody is behind it does not matter.
    std::optional<core::Target> mentioned(TomlDocument::Table& table, const PlacedText& text, Relative relative) const;
    core::DivisionName division(TomlDocument::Table& table, const PlacedText& text) const;
    // Empty when the key is absent.
    core::CategoryName category(TomlDocument::Table& table, const std::string& key) const;
    core::PolicyName policy(TomlDocument::Table& table, const std::string& key) const;
    core::PolicyName policy(TomlDocument::Table& table, const PlacedText& text) const;
    std::string rule(TomlDocument::Table& table, const PlacedText& text) const;
    core::TeamName team(TomlDocument::Table& table, const std::string& key) const;
    core::ClientName account(TomlDocument::Table& table, const std::string& key) const;
    // Where there are covert units: whether a call about their work asks somebody cleared at all.
    bool reaches_who_is_cleared(const core::EscalationPolicy& policy) const;

    bool has_all_policies = true;
    bool has_all_rules = true;

private:
    const core::Organisation* organisation_;
    const RuleContent& content_;
};

}  // namespace paraat::rules

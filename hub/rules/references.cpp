#include "hub/rules/references.hpp"

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/base/utf8.hpp"
#include "hub/core/behind.hpp"
#include "hub/core/clearance.hpp"

namespace paraat::rules {
namespace {

using Table = TomlDocument::Table;

std::string unknown(const std::string& what, const std::string& name) {
    return "unknown " + what + " \"" + shortened(name) + "\"";
}

std::vector<std::string> known_targets(const core::Organisation& organisation, References::Relative relative) {
    std::vector<std::string> known;
    if (relative == References::Relative::allowed) known = {"own/team", "own/coordinator", "nearby/teams"};
    for (const auto& [name, unused] : organisation.teams) known.push_back("team/" + name.text);
    for (const auto& [name, unused] : organisation.roles) known.push_back("role/" + name.text);
    for (const auto& [name, unused] : organisation.divisions) known.push_back("division/" + name.text);
    for (const auto& [name, unused] : organisation.accounts) known.push_back("unit/" + name.text);
    return known;
}

// Whether an account that open work may ask is behind a target; a relative one is known when somebody reports.
bool has_somebody(const core::Organisation& organisation, const core::Target& target) {
    if (target.is_relative()) return true;
    const auto clients = core::clients_behind(organisation, target);
    return std::any_of(clients.begin(), clients.end(),
                       [&](const core::ClientName& client) { return core::may_take_part(organisation, client, {}); });
}

}  // namespace

std::optional<core::Target> References::mentioned(Table& table, const PlacedText& text, Relative relative) const {
    const auto target = core::Target::parse(text.text);
    const bool is_out_of_place = target && target->is_relative() && relative == Relative::refused;
    const std::vector<std::string> known =
        organisation_ == nullptr ? std::vector<std::string>{} : known_targets(*organisation_, relative);
    const bool is_known = organisation_ == nullptr || std::find(known.begin(), known.end(), text.text) != known.end();
    if (!target || is_out_of_place || !is_known) {
        const std::string kinds = "a target is unit/NAME, team/NAME, role/NAME or division/NAME";
        const std::string hint = suggestion_for(text.text, known);
        table.issue_at(text.line, text.column, "unknown_target", unknown("target", text.text),
                       hint.empty() ? kinds : hint);
        return std::nullopt;
    }
    return target;
}

std::optional<core::Target> References::target(Table& table, const PlacedText& text, Relative relative) const {
    const auto target = mentioned(table, text, relative);
    if (target && organisation_ != nullptr && !has_somebody(*organisation_, *target)) {
        table.issue_at(text.line, text.column, "reaches_nobody",
                       "no account that open work may ask is behind \"" + text.text + "\"");
    }
    return target;
}

bool References::reaches_who_is_cleared(const core::EscalationPolicy& policy) const {
    if (organisation_ == nullptr) return true;
    const auto reaches = [&](const core::ClientName& unit, core::Target target) {
        // The coordinator is the only relative target behind which somebody else is for sure.
        if (target.kind == core::Target::Kind::own_coordinator) {
            const core::DivisionName division = organisation_->division_of(unit);
            target = {core::Target::Kind::role, organisation_->coordinator_of(division).text};
        }
        const auto clients = core::clients_behind(*organisation_, target);
        return std::any_of(clients.begin(), clients.end(), [&](const core::ClientName& client) {
            return organisation_->compartment_of(client).empty() &&
                   core::is_cleared_for(*organisation_, client, organisation_->compartment_of(unit));
        });
    };
    return std::all_of(organisation_->accounts.begin(), organisation_->accounts.end(), [&](const auto& account) {
        if (account.second.compartment.empty()) return true;
        return std::any_of(policy.steps->begin(), policy.steps->end(), [&](const core::EscalationStep& step) {
            return std::any_of(step.targets.begin(), step.targets.end(),
                               [&](const core::Target& target) { return reaches(account.first, target); });
        });
    });
}

core::DivisionName References::division(Table& table, const PlacedText& text) const {
    const core::DivisionName division{text.text};
    if (organisation_ != nullptr && !organisation_->divisions.contains(division)) {
        table.issue_at(text.line, text.column, "unknown_division", unknown("division", text.text),
                       suggestion_for(text.text, names_of(organisation_->divisions)));
    }
    return division;
}

core::CategoryName References::category(Table& table, const std::string& key) const {
    const auto text = table.text(key);
    const core::CategoryName category{text.value_or("")};
    if (text && organisation_ != nullptr && organisation_->category(category) == nullptr) {
        table.issue(key, "unknown_category", unknown("category", *text),
                    suggestion_for(*text, names_of(organisation_->categories)));
    }
    return category;
}

core::PolicyName References::policy(Table& table, const std::string& key) const {
    const auto text = table.text(key);
    if (text && has_all_policies && !content_.policies.contains(core::PolicyName{*text})) {
        table.issue(key, "unknown_escalation", unknown("escalation", *text),
                    suggestion_for(*text, names_of(content_.policies)));
    }
    return core::PolicyName{text.value_or("")};
}

core::PolicyName References::policy(Table& table, const PlacedText& text) const {
    const core::PolicyName policy{text.text};
    if (has_all_policies && !content_.policies.contains(policy)) {
        table.issue_at(text.line, text.column, "unknown_escalation", unknown("escalation", text.text),
                       suggestion_for(text.text, names_of(content_.policies)));
    }
    return policy;
}

std::string References::rule(Table& table, const PlacedText& text) const {
    std::vector<std::string> known;
    for (const Rule& rule : content_.rules) known.push_back(rule.name.text);
    if (has_all_rules && std::find(known.begin(), known.end(), text.text) == known.end()) {
        table.issue_at(text.line, text.column, "unknown_rule", unknown("rule", text.text),
                       suggestion_for(text.text, known));
    }
    return text.text;
}

core::TeamName References::team(Table& table, const std::string& key) const {
    const core::TeamName team{table.text(key).value_or("")};
    if (organisation_ != nullptr && table.has(key) && !organisation_->teams.contains(team)) {
        table.issue(key, "unknown_team", unknown("team", team.text),
                    suggestion_for(team.text, names_of(organisation_->teams)));
    }
    return team;
}

core::ClientName References::account(Table& table, const std::string& key) const {
    const core::ClientName account{table.text(key).value_or("")};
    if (organisation_ != nullptr && table.has(key) && organisation_->account(account) == nullptr) {
        table.issue(key, "unknown_account", unknown("account", account.text),
                    suggestion_for(account.text, names_of(organisation_->accounts)));
    }
    return account;
}

}  // namespace paraat::rules

#include <algorithm>

#include "hub/base/nearest_word.hpp"
#include "hub/core/decide.hpp"
#include "hub/core/staff.hpp"

namespace paraat::core {
namespace {

// False with a refusal when a name in it is none of the organisation's.
bool is_known(Situation& situation, const Command& command) {
    const Organisation& organisation = situation.organisation;
    const auto is_among = [&](Reason reason, const std::string& field, const auto& name, const auto& all) {
        if (all.contains(name)) return true;
        std::vector<std::string> known;
        for (const auto& [other, unused] : all) known.push_back(other.text);
        situation.refuse(reason, field, "unknown " + field + " \"" + name.text + "\"" + did_you_mean(name.text, known));
        return false;
    };
    if (command.team && !is_among(Reason::unknown_team, "team", *command.team, organisation.teams)) return false;
    const bool has_division =
        !command.division || is_among(Reason::unknown_division, "division", *command.division, organisation.divisions);
    if (!has_division) return false;
    for (const RoleName& role : command.roles) {
        if (!is_among(Reason::bad_value, "roles", role, organisation.roles)) return false;
    }
    return true;
}

std::optional<Appointment> wanted(const Situation& situation, const Command& command) {
    if (command.deed == Deed::reinstate) return std::nullopt;
    if (command.deed == Deed::dismiss) return Appointment{{}, {}, {}, false, true};
    const Account* before = situation.organisation.account(*command.account);
    const bool was_unit = before != nullptr && before->is_unit;
    const TeamName team = command.team.value_or(TeamName{});
    return Appointment{command.roles, team, command.division.value_or(DivisionName{}), was_unit || !team.empty(),
                       false};
}

Account account_after(const Organisation& organisation, const ClientName& name, const std::optional<Appointment>& as) {
    const Account* before = organisation.account(name);
    Account account;
    account.name = name;
    if (as) return appointed(before != nullptr ? *before : std::move(account), *as);
    const auto configured = organisation.displaced.find(name);
    return configured != organisation.displaced.end() ? configured->second : account;
}

// Who manages accounts must not know or do by another account what it may not itself.
bool needs_opco(const Organisation& organisation, const ClientName& name, const Account& after) {
    const bool commands = std::any_of(after.roles.begin(), after.roles.end(), [&](const RoleName& role) {
        const Authority authority = organisation.roles.at(role).authority;
        return authority != Authority::member && authority != Authority::administrator;
    });
    return commands || organisation.has_authority(name, Authority::opco);
}

}  // namespace

void decide_appointment(Situation& situation, const ClientInput& input, const Command& command) {
    if (!may_appoint(situation.organisation, input.client)) {
        return situation.refuse(Reason::not_allowed, "do",
                                "\"" + input.client.text + "\" appoints nobody: the opco and the administrator do");
    }
    if (!command.account) return situation.refuse(Reason::bad_value, "account", "name the account");
    const ClientName& name = *command.account;
    if (name == input.client || name == the_hub) {
        return situation.refuse(Reason::not_allowed, "account", "nobody appoints itself, or the hub");
    }
    if (!is_known(situation, command)) return;
    const bool says_nothing = command.roles.empty() && !command.team && !command.division;
    if (command.deed == Deed::appoint && says_nothing) {
        return situation.refuse(Reason::bad_value, "roles", "say as what: roles, a team or a division");
    }
    const auto before = situation.state.appointments.find(name);
    const bool is_appointed = before != situation.state.appointments.end();
    // Of one who works covertly the uncleared learn as little as of one that is not there.
    const Organisation& organisation = situation.organisation;
    const bool is_there = organisation.account(name) != nullptr &&
                          is_cleared_for(organisation, input.client, organisation.compartment_of(name));
    if (command.deed != Deed::appoint && !is_there) {
        return situation.refuse(Reason::not_found, "account", "no account \"" + name.text + "\" is known");
    }
    const std::optional<Appointment> as = wanted(situation, command);
    if (needs_opco(organisation, name, account_after(organisation, name, as)) &&
        !organisation.has_authority(input.client, Authority::opco)) {
        return situation.refuse(Reason::not_allowed, "account",
                                "only an opco gives a role that commands, or changes the place of an opco");
    }
    const bool is_so = as ? is_appointed && before->second == *as : !is_appointed;
    if (is_so) return;
    situation.happen(input.client, Appointed{name, as, command.text, situation.organisation.compartment_of(name)});
    place_unit(situation, account_after(situation.organisation, name, as));
}

}  // namespace paraat::core

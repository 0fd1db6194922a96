#include "hub/core/clearance.hpp"

#include <algorithm>

#include "hub/core/behind.hpp"

namespace paraat::core {
namespace {

// By an escalation, as what it still is; or by somebody who hands over.
bool is_asked_as_it_is(const Organisation& organisation, const ClientName& client, const Incident& incident) {
    const auto asked = incident.notices.find(client);
    if (asked == incident.notices.end() || !belongs(organisation, client)) return false;
    return std::any_of(asked->second.begin(), asked->second.end(), [&](const auto& notice) {
        return notice.first.empty() || is_behind(organisation, client, notice.second.target);
    });
}

}  // namespace

bool belongs(const Organisation& organisation, const ClientName& client) {
    const Account* account = organisation.account(client);
    return account != nullptr && !account->is_outside;
}

bool may_read(const Organisation& organisation, const ClientName& client, const DivisionName& division) {
    if (!belongs(organisation, client)) return false;
    return organisation.commands_all(client) || organisation.coordinates(client, division) ||
           organisation.division_of(client) == division;
}

bool commands_in(const Organisation& organisation, const ClientName& client, const DivisionName& division) {
    return belongs(organisation, client) &&
           (organisation.commands_all(client) || organisation.coordinates(client, division));
}

bool may_read_orders(const Organisation& organisation, const ClientName& client, const TeamName& team) {
    const auto found = organisation.teams.find(team);
    if (found == organisation.teams.end() || !belongs(organisation, client)) return false;
    return organisation.accounts.at(client).team == team || commands_in(organisation, client, found->second.division);
}

bool may_manage_accounts(const Organisation& organisation, const ClientName& client) {
    return belongs(organisation, client) && organisation.has_authority(client, Authority::administrator);
}

bool is_cleared_for(const Organisation& organisation, const ClientName& client, const CompartmentName& compartment) {
    if (compartment.empty() || organisation.compartment_of(client) == compartment) return true;
    return organisation.has_authority(client, Authority::opco) ||
           organisation.has_authority(client, Authority::coordinator);
}

bool may_see(const CompartmentName& from, const CompartmentName& work) {
    return work.empty() || work == from;
}

bool may_show(const Organisation& organisation, const ClientName& client, const CompartmentName& compartment) {
    return may_see(compartment, organisation.compartment_of(client));
}

bool may_take_part(const Organisation& organisation, const ClientName& client, const CompartmentName& compartment) {
    return is_cleared_for(organisation, client, compartment) && may_show(organisation, client, compartment);
}

const Account* known_unit(const Organisation& organisation, const ClientName& asker, const ClientName& unit) {
    const Account* account = organisation.account(unit);
    const bool is_known =
        belongs(organisation, unit) && account->is_unit && is_cleared_for(organisation, asker, account->compartment);
    return is_known ? account : nullptr;
}

bool may_read(const Organisation& organisation, const ClientName& client, const Incident& incident) {
    if (!is_cleared_for(organisation, client, incident.compartment)) return false;
    return is_asked_as_it_is(organisation, client, incident) ||
           std::any_of(incident.divisions.begin(), incident.divisions.end(),
                       [&](const DivisionName& division) { return may_read(organisation, client, division); });
}

bool may_read(const Organisation& organisation, const ClientName& client, const Instruction& order) {
    if (!belongs(organisation, client) || !is_cleared_for(organisation, client, order.compartment)) return false;
    if (order.from == client || order.is_for(client)) return true;
    const auto target = Target::parse(order.to);
    if (target && target->kind == Target::Kind::division) {
        return may_read(organisation, client, DivisionName{target->name});
    }
    if (target && target->kind == Target::Kind::team) {
        return may_read_orders(organisation, client, TeamName{target->name});
    }
    return commands_in(organisation, client, order.division);
}

bool is_kept_from(const ClientName& client, const Incident& incident) {
    return incident.panic_of == client;
}

bool may_command(const Organisation& organisation, const ClientName& client, const Incident& incident) {
    if (!is_cleared_for(organisation, client, incident.compartment)) return false;
    return organisation.commands_all(client) ||
           std::any_of(incident.divisions.begin(), incident.divisions.end(),
                       [&](const DivisionName& division) { return organisation.coordinates(client, division); });
}

bool may_instruct(const Organisation& organisation, const ClientName& client, const Target& target) {
    if (organisation.commands_all(client)) return true;
    if (target.kind == Target::Kind::role) return organisation.has_authority(client, Authority::coordinator);
    return organisation.coordinates(client, division_behind(organisation, target));
}

bool may_change_rules(const Organisation& organisation, const ClientName& client) {
    return client == the_hub || organisation.has_authority(client, Authority::opco);
}

bool may_guard_records(const Organisation& organisation, const ClientName& client) {
    if (!belongs(organisation, client)) return false;
    const std::vector<RoleName>& officers = organisation.privacy_officers;
    if (officers.empty()) return organisation.has_authority(client, Authority::opco);
    const std::vector<RoleName>& roles = organisation.accounts.at(client).roles;
    return std::any_of(roles.begin(), roles.end(), [&](const RoleName& role) {
        return std::find(officers.begin(), officers.end(), role) != officers.end();
    });
}

bool may_watch_devices(const Organisation& organisation, const ClientName& client) {
    return organisation.commands_all(client);
}

bool may_plan(const Organisation& organisation, const ClientName& client) {
    return organisation.commands_all(client) || organisation.has_authority(client, Authority::coordinator);
}

bool may_read_work_of(const Organisation& organisation, const ClientName& client, const ClientName& other) {
    if (!belongs(organisation, client) || !belongs(organisation, other)) return false;
    return client == other || (is_cleared_for(organisation, client, organisation.compartment_of(other)) &&
                               may_instruct(organisation, client, {Target::Kind::unit, other.text}));
}

bool may_appoint(const Organisation& organisation, const ClientName& client) {
    return organisation.has_authority(client, Authority::opco) || may_manage_accounts(organisation, client);
}

}  // namespace paraat::core

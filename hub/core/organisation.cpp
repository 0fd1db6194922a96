#include "hub/core/organisation.hpp"

#include <algorithm>
#include <array>

namespace paraat::core {

const Account* Organisation::account(const ClientName& name) const {
    return accounts.find(name);
}

const Category* Organisation::category(const CategoryName& name) const {
    const auto found = categories.find(name);
    return found == categories.end() ? nullptr : &found->second;
}

DivisionName Organisation::division_of(const ClientName& name) const {
    const Account* known = account(name);
    return known == nullptr ? DivisionName{} : division_of(*known);
}

DivisionName Organisation::division_of(const Account& account) const {
    const auto team = teams.find(account.team);
    return team == teams.end() ? account.division : team->second.division;
}

bool Organisation::has_authority(const ClientName& name, Authority authority) const {
    const Account* known = account(name);
    if (known == nullptr) return false;
    return std::any_of(known->roles.begin(), known->roles.end(), [&](const RoleName& role) {
        const auto found = roles.find(role);
        return found != roles.end() && found->second.authority == authority;
    });
}

bool Organisation::commands_all(const ClientName& name) const {
    return has_authority(name, Authority::centre) || has_authority(name, Authority::opco);
}

bool Organisation::coordinates(const ClientName& name, const DivisionName& division) const {
    const Account* known = account(name);
    if (known == nullptr) return false;
    return std::any_of(known->roles.begin(), known->roles.end(), [&](const RoleName& role) {
        const auto found = roles.find(role);
        return found != roles.end() && found->second.authority == Authority::coordinator &&
               found->second.division == division;
    });
}

CompartmentName Organisation::compartment_of(const ClientName& name) const {
    const Account* known = account(name);
    return known == nullptr ? CompartmentName{} : known->compartment;
}

std::vector<ClientName> Organisation::clients_of(const DivisionName& division) const {
    std::vector<ClientName> clients;
    for (const auto& [name, team] : teams) {
        const auto members = accounts.of_team(name);
        if (team.division == division) clients.insert(clients.end(), members.begin(), members.end());
    }
    // A team's division goes before the account's own.
    for (const ClientName& client : accounts.of_own_division(division)) {
        if (!teams.contains(accounts.at(client).team)) clients.push_back(client);
    }
    std::sort(clients.begin(), clients.end());
    return clients;
}

RoleName Organisation::coordinator_of(const DivisionName& division) const {
    for (const auto& [name, role] : roles) {
        if (role.authority == Authority::coordinator && role.division == division) return name;
    }
    return {};
}

bool is_reserved_division(std::string_view name) {
    static constexpr std::array<std::string_view, 6> reserved = {"up", "down", "json", "hub", "partner", "covert"};
    return std::find(reserved.begin(), reserved.end(), name) != reserved.end();
}

}  // namespace paraat::core

#include "hub/core/accounts.hpp"

#include <algorithm>

#include "hub/base/check.hpp"

namespace paraat::core {
namespace {

void add_name(std::vector<ClientName>& names, const ClientName& name) {
    const auto place = std::lower_bound(names.begin(), names.end(), name);
    if (place == names.end() || *place != name) names.insert(place, name);
}

template <class Key>
std::span<const ClientName> names_at(const std::map<Key, std::vector<ClientName>>& index, const Key& key) {
    const auto found = index.find(key);
    return found == index.end() ? std::span<const ClientName>{} : found->second;
}

}  // namespace

void Accounts::put(Account account) {
    const ClientName name = account.name;
    if (const Account* before = find(name)) forget(*before);
    if (!account.team.empty()) add_name(by_team_[account.team], name);
    for (const RoleName& role : account.roles) add_name(by_role_[role], name);
    add_name(by_own_division_[account.division], name);
    by_name_.insert_or_assign(name, std::move(account));
}

void Accounts::remove(const ClientName& name) {
    const auto known = by_name_.find(name);
    if (known == by_name_.end()) return;
    forget(known->second);
    by_name_.erase(known);
}

void Accounts::forget(const Account& account) {
    std::erase(by_team_[account.team], account.name);
    for (const RoleName& role : account.roles) std::erase(by_role_[role], account.name);
    std::erase(by_own_division_[account.division], account.name);
}

const Account* Accounts::find(const ClientName& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &found->second;
}

const Account& Accounts::at(const ClientName& name) const {
    const Account* account = find(name);
    PARAAT_CHECK(account != nullptr);
    return *account;
}

std::span<const ClientName> Accounts::of_team(const TeamName& team) const {
    return names_at(by_team_, team);
}

std::span<const ClientName> Accounts::with_role(const RoleName& role) const {
    return names_at(by_role_, role);
}

std::span<const ClientName> Accounts::of_own_division(const DivisionName& division) const {
    return names_at(by_own_division_, division);
}

}  // namespace paraat::core

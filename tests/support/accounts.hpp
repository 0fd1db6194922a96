#pragma once

#include <string>
#include <vector>

#include "hub/core/clearance.hpp"

// Who is known, as another organisation file would have it.
namespace paraat::test {

// A unit when it has a team.
inline core::Account account(const std::string& name, const std::string& team, const std::vector<std::string>& roles) {
    core::Account made;
    made.name = core::ClientName{name};
    made.team = core::TeamName{team};
    made.is_unit = !team.empty();
    for (const std::string& role : roles) made.roles.emplace_back(role);
    return made;
}

// What `change` does to an account that is there.
template <class Change>
void change_account(core::Organisation& organisation, const std::string& name, const Change& change) {
    core::Account account = organisation.accounts.at(core::ClientName{name});
    change(account);
    organisation.accounts.put(std::move(account));
}

inline void make_covert(core::Organisation& organisation, const std::string& name) {
    change_account(organisation, name, [](core::Account& account) { account.compartment = core::covert_compartment; });
}

inline void make_open(core::Organisation& organisation, const std::string& name) {
    change_account(organisation, name, [](core::Account& account) { account.compartment = {}; });
}

inline void remove_account(core::Organisation& organisation, const std::string& name) {
    core::Accounts others;
    for (const auto& [other, account] : organisation.accounts) {
        if (other.text != name) others.put(account);
    }
    organisation.accounts = std::move(others);
}

}  // namespace paraat::test

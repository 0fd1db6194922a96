#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/core/names.hpp"

namespace paraat::core {

// Topics outside the hub's own that a device of an account uses, as config/devices.toml says.
struct FieldTopic {
    std::string name;    // stable: "owntracks/own"
    std::string filter;  // "owntracks/radio-7/#"
    bool may_read = false;
    bool may_write = false;

    bool operator==(const FieldTopic&) const = default;
};

struct Account {
    ClientName name;
    bool is_unit = false;  // reports its status and position, and shows on a board
    TeamName team;         // may be empty
    std::vector<RoleName> roles;
    DivisionName division;        // where its board entry is; a team's division when it has a team
    bool is_outside = false;      // a contract client or partner: hears nothing but outcomes
    CompartmentName compartment;  // of a unit that works covertly: only those cleared for it learn that it is there
    Milliseconds check_in{0};     // on any task; 0 = as its category has it
    std::string pin = {};         // that takes a panic back, hashed (hub/app/pin.hpp); empty = it cannot
    std::string duress_pin = {};  // the one that says that it is forced to
    std::vector<std::string> skills = {};  // "first_aid"
    // Of a unit that works covertly: the ordinary unit that is on the open board in its place, empty = none is.
    ClientName cover = {};
    std::vector<FieldTopic> field_topics = {};
};

// All accounts by name, and whose a team, a role or a division is. Each is given as a whole, never changed in part, so
// that what is found by team or role is always so. Many are looked for at each call: none of that goes through all of
// them. Any thread may read while nobody puts.
class Accounts {
public:
    using key_type = ClientName;

    // Takes the place of one of the same name.
    void put(Account account);
    void remove(const ClientName& name);

    const Account* find(const ClientName& name) const;  // nullptr when unknown
    const Account& at(const ClientName& name) const;    // it is known
    bool contains(const ClientName& name) const { return find(name) != nullptr; }
    std::size_t size() const { return by_name_.size(); }
    // Pairs of name and account, in order of their names.
    auto begin() const { return by_name_.begin(); }
    auto end() const { return by_name_.end(); }

    // In order of their names, each once; valid until the next is put. Nobody is of the empty team.
    std::span<const ClientName> of_team(const TeamName& team) const;
    std::span<const ClientName> with_role(const RoleName& role) const;
    // Whose own it is; a team's division is the organisation's to know.
    std::span<const ClientName> of_own_division(const DivisionName& division) const;

private:
    void forget(const Account& account);

    std::map<ClientName, Account> by_name_;
    std::map<TeamName, std::vector<ClientName>> by_team_;
    std::map<RoleName, std::vector<ClientName>> by_role_;
    std::map<DivisionName, std::vector<ClientName>> by_own_division_;
};

}  // namespace paraat::core

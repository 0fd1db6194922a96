#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/core/names.hpp"

// Who has which place in the organisation since it was last configured; as in incident_events.hpp.
namespace paraat::core {

// What an account is, in place of what the organisation's file says of it.
struct Appointment {
    std::vector<RoleName> roles;
    TeamName team;          // may be empty
    DivisionName division;  // its own; a team's division goes before it
    bool is_unit = false;
    bool is_dismissed = false;  // one of the organisation's no more; the rest is empty then

    bool operator==(const Appointment&) const = default;

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "roles", self.roles);
        visit(2, "team", self.team);
        visit(3, "division", self.division);
        visit(4, "is_unit", self.is_unit);
        visit(5, "is_dismissed", self.is_dismissed);
    }
};

struct Appointed {
    ClientName account;
    std::optional<Appointment> as;  // absent = as the organisation's file says, again
    std::string text;               // why, in the words of who did it
    CompartmentName compartment;    // of the account

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "account", self.account);
        visit(2, "as", self.as);
        visit.sealed(3, "text", self.text);
        visit(4, "compartment", self.compartment);
    }
};

}  // namespace paraat::core

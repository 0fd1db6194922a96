#pragma once

#include "hub/core/situation.hpp"

// Who stands behind a target, and who of them is there.
namespace paraat::core {

// Which clients a target stands for, as far as they may know of a compartment; relative targets become named ones.
// Who is off duty, or in another role, is not asked; both are on record.
std::vector<AskedBehind> who_is_behind(const Situation& situation, const Incident& incident, const Target& target);
// Whether a client is on shift, and not as what the target means.
bool is_in_other_role(const Unit& unit, const Target& target);
// Whether nothing may sound at a client: its silent panic is open.
bool must_stay_quiet(const State& state, const ClientName& client);
// Whether a client that is asked can be counted upon.
bool can_receive(const AskedBehind& asked, const ClientName& client);
// All that the organisation has, whether they are on duty or not.
std::vector<ClientName> clients_behind(const Organisation& organisation, const Target& target);
// Whether it is one of those.
bool is_behind(const Organisation& organisation, const ClientName& client, const Target& target);
// The division whose work a named target is; empty for a role of none.
DivisionName division_behind(const Organisation& organisation, const Target& target);

}  // namespace paraat::core

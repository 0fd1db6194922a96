#pragma once

#include "hub/core/incident.hpp"
#include "hub/core/instruction.hpp"
#include "hub/core/organisation.hpp"

// Who may know what, and who may do what with it: the only place.
namespace paraat::core {

// Where covert work is kept until compartments of its own are configured.
inline const CompartmentName covert_compartment{"covert"};

// One of the organisation's own. People outside report, and are told what became of that.
bool belongs(const Organisation& organisation, const ClientName& client);
// Reads the topics of a division: its members and coordinator; the centre and the opco read all.
bool may_read(const Organisation& organisation, const ClientName& client, const DivisionName& division);
// Commands the work of a division: its coordinator, the centre, the opco.
bool commands_in(const Organisation& organisation, const ClientName& client, const DivisionName& division);
// Reads what is ordered to a team as a whole: its own members, and those who command in its division.
bool may_read_orders(const Organisation& organisation, const ClientName& client, const TeamName& team);
// Makes and ends the logins of others.
bool may_manage_accounts(const Organisation& organisation, const ClientName& client);
// Cleared for a compartment; the empty one is open to all. Covert work is known to the opco, the coordinators and the
// units that do it only.
bool is_cleared_for(const Organisation& organisation, const ClientName& client, const CompartmentName& compartment);
// Whether work in a compartment may show a client: those who read of that work may know that the client is there. A
// covert unit takes no visible part in open work.
bool may_show(const Organisation& organisation, const ClientName& client, const CompartmentName& compartment);
// Whether what is said in one compartment may speak of work in another: of open work always, of covert work within it.
bool may_see(const CompartmentName& from, const CompartmentName& work);
// Whether it may know of the work and may be seen in it.
bool may_take_part(const Organisation& organisation, const ClientName& client, const CompartmentName& compartment);
// The account of a unit that `asker` may know of; nullptr otherwise, as when there is none.
const Account* known_unit(const Organisation& organisation, const ClientName& asker, const ClientName& unit);
// Those who read one of its divisions, and those whom one of its escalations asked as what they still are.
bool may_read(const Organisation& organisation, const ClientName& client, const Incident& incident);
// Those who gave the order or whom it is for, and those who read what is ordered to its target: to a division all who
// read that, to a team as above, to a unit or a role those who command there.
bool may_read(const Organisation& organisation, const ClientName& client, const Instruction& order);
// Whether the words that others say of the incident are kept from it: whoever forces a unit to take its panic back may
// hold its device.
bool is_kept_from(const ClientName& client, const Incident& incident);
// Gives commands about the incident: the centre, the opco, and the coordinators of its divisions.
bool may_command(const Organisation& organisation, const ClientName& client, const Incident& incident);
// Gives orders to a target: the centre and the opco to everybody; a coordinator to those of the own division, and to
// any role.
bool may_instruct(const Organisation& organisation, const ClientName& client, const Target& target);

// Puts other rules in force: the opco, and the hub itself for the one who runs it. Rules decide who is woken.
bool may_change_rules(const Organisation& organisation, const ClientName& client);

// Preserves what is on record, and orders that it is erased.
bool may_guard_records(const Organisation& organisation, const ClientName& client);

// Asks what is planned, and how much comes to whom: the centre, the opco and the coordinators.
bool may_plan(const Organisation& organisation, const ClientName& client);
// Asks what another one leaves to the next: who may instruct it; one's own, everybody of the organisation.
bool may_read_work_of(const Organisation& organisation, const ClientName& client, const ClientName& other);

// Asks what the hub makes of devices and partners that do not speak the contract: the centre and the opco. Of covert
// units only the cleared are told.
bool may_watch_devices(const Organisation& organisation, const ClientName& client);

// Says who has which place in the organisation: the opco, and who manages accounts.
bool may_appoint(const Organisation& organisation, const ClientName& client);

}  // namespace paraat::core

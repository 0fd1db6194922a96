#pragma once

#include "hub/core/clearance.hpp"
#include "hub/core/situation.hpp"

// One function per kind of input: each puts events or a refusal into the situation's outcome.
namespace paraat::core {

void decide_report(Situation& situation, const ClientInput& input, const Report& report);
void decide_status(Situation& situation, const ClientInput& input, const StatusUpdate& update);
void decide_instruct(Situation& situation, const ClientInput& input, const Instruct& instruct);
void decide_ack(Situation& situation, const ClientInput& input, const Ack& ack);
void decide_command(Situation& situation, const ClientInput& input, const Command& command);
// reload_rules and rollback_rules; the set that is wanted comes with the input.
void decide_rules(Situation& situation, const ClientInput& input, const Command& command);
// appoint, dismiss and reinstate.
void decide_appointment(Situation& situation, const ClientInput& input, const Command& command);
// preserve, preserve_end and erase.
void decide_privacy(Situation& situation, const ClientInput& input, const Command& command);
// What the shell found when it went through the journal.
void decide_retention(Situation& situation, const RetentionFinding& finding);
void decide_presence(Situation& situation, const ClientInput& input, const PresenceUpdate& update);
void decide_due(Situation& situation);
// Those of its pauses whose end has come, or is near.
void end_pauses(Draft& draft);
// Those that a client made end because it is gone.
void leave_pauses(Draft& draft, const ClientName& client);
// Whose pause ended by what was decided, or became another's, is told; calls that a silence held go on.
void follow_pauses(Situation& situation);

// The change of a client's presence, in its compartment; session 0 = unchanged.
PresenceChanged presence_of(const Situation& situation, const ClientName& client, PresenceState presence,
                            PresenceReason reason, std::int64_t session = 0);

// The first two events of an incident's life.
void open_incident(Draft& draft, const ClientInput& input, const Report& report, const Category& category,
                   const CompartmentName& compartment);

// The incident that a client names, if it may know of it; refuses with not_found otherwise.
const Incident* find_incident(Situation& situation, const ClientName& client, const std::optional<IncidentId>& id,
                              const std::string& field = "incident");

// Whether the client must stay out of the incident because open work would show it; refuses with not_allowed then.
bool must_stay_out(Situation& situation, const ClientName& client, const Incident& incident,
                   const std::string& field = "incident");

// What reports answer of the questions of their category by themselves, as attributes.
using Answered = std::vector<std::pair<std::string, std::string>>;
void assess_by_report(Draft& draft, const Answered& attributes);
// Its category changed, and with it what is asked.
void assess_anew(Draft& draft);
// Who works on it is to speak as often as its category wants.
void set_check_ins(Draft& draft);
// How often that is; 0 = never.
Milliseconds check_in_of(const Category* category, const Incident& incident);
// The units that a dispatch brought, and that did not set out, are not sent any more.
void call_off(Situation& situation, const ClientName& by, const Instruction& dispatch);

// On another board where an account, as it becomes, is no unit of that on which it stands.
void place_unit(Situation& situation, const Account& account);

// How far a unit got with an incident.
UnitProgressed progressed(const Situation& situation, const Incident& incident, const ClientName& unit,
                          UnitState state);

inline constexpr std::size_t instruction_text_most = 4'000;  // bytes, as on the wire

// What an instruction is to say, to a named target.
struct Order {
    Target to;
    std::optional<IncidentId> incident;
    CompartmentName compartment;
    std::string text;
    std::int32_t priority = 3;
    std::optional<Instant> respond_by;
    Needs needs = Needs::any;
    std::string talkgroup;
    bool exercise = false;
    RuleName rule;
    std::optional<Deployment> deployment;
    bool is_dispatch = false;
    bool must_reach = false;  // goes on to who is there next when nobody whom it is for can read it
};
// Whom an order would be for now: who is on duty in that role, may know of it, and takes part.
std::vector<ClientName> addressees_of(const Situation& situation, const Order& order);
// False when nobody is behind the target who may know: then nothing happened.
bool issue(Situation& situation, const ClientName& by, const InstructionId& id, const Order& order);
void refuse_nobody(Situation& situation, const std::string& field, const Target& target);

}  // namespace paraat::core

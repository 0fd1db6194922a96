#include "hub/core/invariants.hpp"

#include <set>

namespace paraat::core {
namespace {

class Examination {
public:
    std::vector<std::string> broken;

    void examine(const IncidentId& id, const Incident& incident) {
        const std::string who = "incident " + id.text() + ": ";
        expect(incident.id == id, who + "is filed under another id");
        expect(incident.reports > 0, who + "has no report");
        expect(incident.rev >= incident.raised && incident.raised > 0, who + "was raised beyond its revision");
        expect(incident.acked_rev <= incident.rev, who + "was acknowledged beyond its revision");
        expect(!incident.divisions.empty(), who + "is with no division");
        const std::set<DivisionName> unique(incident.divisions.begin(), incident.divisions.end());
        expect(unique.size() == incident.divisions.size(), who + "is twice with a division");
        expect(incident.priority >= 1 && incident.priority <= 5, who + "has a priority out of range");
        expect(incident.is_closed() == (incident.ended_at != never), who + "closed without a time, or a time without");
        for (const Escalation& escalation : incident.escalations) examine(who, incident, escalation);
        for (const auto& [policy, call] : incident.held) {
            const Escalation* escalation = incident.escalation(policy);
            expect(escalation == nullptr || !escalation->is_running, who + "holds back a call that runs");
            expect(!incident.into, who + "holds back a call that is another's");
        }
        expect(incident.claimed_by.empty() == (incident.claim_lease == Milliseconds{0}),
               who + "is claimed without a lease, or by nobody");
        expect(incident.claimed_by.empty() == (incident.claimed_until == never), who + "is claimed without an end");
        expect(incident.pauses.empty() || (incident.priority > 1 && !incident.is_closed()),
               who + "rests though it must not");
        expect(!incident.pauses.contains(PauseKind::silenced) || incident.is_escalated(),
               who + "is silent though nobody calls");
        expect(!incident.into || incident.is_closed(), who + "was joined to another and is open");
        expect(incident.heard.size() <= static_cast<std::size_t>(incident.reports),
               who + "remembers what it never had");
        for (const auto& [client, notices] : incident.notices) {
            const NoticeRung* standing = incident.notice_of(client);
            for (const auto& [policy, notice] : notices) {
                expect(standing == nullptr || notice.is_standing || notice.rev < standing->rev,
                       who + "asks " + client.text + " by what is older than what it was told last");
                const Escalation* escalation = incident.escalation(policy);
                const bool is_called =
                    escalation != nullptr && escalation->is_running && escalation->asked_ever.contains(client);
                const bool is_pressed = escalation != nullptr && escalation->ack_ends != never;
                const bool is_asked = is_called || is_pressed || notice.reason == NoticeReason::handover;
                expect(!notice.is_standing || is_asked, who + "asks " + client.text + " by a call that does not run");
            }
        }
    }
    void examine(const std::string& who, const Incident& incident, const Escalation& escalation) {
        const std::string which = who + "escalation " + escalation.policy.name.text + " ";
        expect((escalation.step >= 0) != escalation.hold.has_value(),
               which + "began no step, or was held back and did");
        expect(escalation.is_running == (escalation.ack_by != never), which + "runs without a timer, or has one dead");
        expect(!(escalation.is_running && incident.is_closed()), which + "runs though the incident is closed");
        // A drill is closed when its exercise is over, as the person said who began that.
        const bool is_by_person = escalation.ended_by != the_hub || incident.is_exercise;
        expect(escalation.is_running == escalation.ended_by.empty() && is_by_person, which + "ended without a person");
        expect(!(escalation.is_running && incident.is_acked()), which + "runs though somebody took it");
    }
    void examine(const InstructionId& id, const Instruction& instruction) {
        const std::string who = "instruction " + id.text() + ": ";
        const bool ended = instruction.state >= InstructionState::declined;
        expect(instruction.id == id && instruction.rev > 0, who + "was never issued");
        expect(ended == instruction.has_ended(), who + "ended without a time, or a time without");
        expect(!instruction.addressees.empty(), who + "is for nobody");
    }
    void examine(const State& state, const ClientName& name, const Unit& unit) {
        const Incident* panic = unit.panic ? state.incident(*unit.panic) : nullptr;
        const std::string who = "unit " + name.text + ": ";
        expect(!unit.panic || (panic != nullptr && !panic->is_closed()), who + "panics in no incident");
        for (const IncidentId& id : unit.assigned) {
            const Incident* incident = state.incident(id);
            const bool is_at_it = incident != nullptr && !incident->is_closed() && incident->units.contains(name);
            expect(is_at_it, who + "is assigned to what it is not in");
        }
    }
    void examine(const State& state, const ClientName& name, const Partner& partner) {
        const std::string who = "partner " + name.text + ": ";
        for (const auto& [id, known] : partner.cases) {
            const Incident* incident = state.incident(id);
            expect(incident != nullptr, who + "knows of an incident that is gone");
            expect(known.newest() != nullptr, who + "has a case of which it was told nothing");
            expect(incident == nullptr || (incident->compartment.empty() && !incident->is_exercise),
                   who + "knows of covert work or of a drill");
            expect(partner.is_in_force() || known.planned.empty(), who + "is to be told something without agreement");
        }
    }
    void expect(bool holds, const std::string& otherwise) {
        if (!holds) broken.push_back(otherwise);
    }
};

}  // namespace

std::vector<std::string> broken_invariants(const State& state) {
    Examination examination;
    for (const auto& [id, incident] : state.incidents) examination.examine(id, incident);
    for (const auto& [id, instruction] : state.instructions) examination.examine(id, instruction);
    for (const auto& [name, unit] : state.units) examination.examine(state, name, unit);
    for (const auto& [name, partner] : state.partners.by_name) examination.examine(state, name, partner);
    for (const auto& [name, place] : state.places) {
        examination.expect(!place.division.empty(), "unit " + name.text + ": is placed on the board of no division");
    }
    const auto read_back = decode_state(encode(state));
    examination.expect(read_back && read_back->timers == state.timers && read_back->grid == state.grid &&
                           read_back->marks == state.marks && read_back->tally == state.tally &&
                           encode(*read_back) == encode(state),
                       "what is derived from the state does not follow it");
    return examination.broken;
}

}  // namespace paraat::core

#include "tests/simulation/journal_audit.hpp"

#include "hub/app/replay.hpp"

namespace paraat::simulation {
namespace {

constexpr std::size_t page = 1'000;

class Reading {
public:
    Reading(const core::Organisation& organisation, Figures& figures, JournalAudit& audit)
        : figures_(figures), audit_(audit) {
        for (const auto& [name, account] : organisation.accounts) {
            if (!account.compartment.empty()) audit.secrets.insert(name.text);
        }
    }

    void take(const core::Event& event) {
        ++figures_.events[std::string(core::name_of(event.body))];
        const core::IncidentId id = core::incident_of(event.body);
        const auto before = calls_of(id);
        core::evolve(audit_.folded, event);
        ++figures_.checks["a call ends by a person"];
        look_at_calls(event, id, before);
        note(id);
        look_at_report(event);
    }

private:
    using Calls = std::map<std::string, bool>;  // policy -> whether it runs

    Calls calls_of(const core::IncidentId& id) const {
        Calls calls;
        const auto found = audit_.folded.incidents.find(id);
        if (found == audit_.folded.incidents.end()) return calls;
        for (const core::Escalation& call : found->second.escalations) calls[call.policy.name.text] = call.is_running;
        return calls;
    }
    // Of real work: a drill may end with its exercise.
    void look_at_calls(const core::Event& event, const core::IncidentId& id, const Calls& before) {
        const auto found = audit_.folded.incidents.find(id);
        if (event.by != core::the_hub || found == audit_.folded.incidents.end() || found->second.is_exercise) return;
        for (const auto& [policy, is_running] : calls_of(id)) {
            const auto was = before.find(policy);
            if (!is_running && was != before.end() && was->second) {
                audit_.complaints.push_back("a call ended without a person: " + policy + " of " + id.text() + " by " +
                                            std::string(core::name_of(event.body)));
            }
        }
    }
    void note(const core::IncidentId& id) {
        if (const auto found = audit_.folded.incidents.find(id); found != audit_.folded.incidents.end()) {
            if (!found->second.compartment.empty()) {
                audit_.covert_incidents.insert(id.text());
                audit_.secrets.insert(id.text());
            }
            for (const core::DivisionName& division : found->second.divisions) {
                audit_.divisions[id.text()].insert(division.text);
            }
            if (found->second.is_exercise && !audit_.folded.exercises.empty()) {
                figures_.situations["a drill ran beside real work"] += 1;
            }
        }
    }
    void look_at_report(const core::Event& event) {
        if (const auto* issued = std::get_if<core::InstructionIssued>(&event.body)) {
            if (!issued->compartment.empty()) audit_.secrets.insert(issued->instruction.text());
        }
        const auto* report = std::get_if<core::ReportReceived>(&event.body);
        if (report == nullptr || event.by == core::the_hub) return;
        ++figures_.checks["a report has one effect"];
        if (!reports_.insert(event.by.text + "/" + report->id).second) {
            audit_.complaints.push_back("a report had more than one effect: " + event.by.text + "/" + report->id);
        }
    }

    Figures& figures_;
    JournalAudit& audit_;
    std::set<std::string> reports_;
};

}  // namespace

JournalAudit audit(journal::JournalReader& reader, const core::Organisation& organisation, Figures& figures) {
    JournalAudit audit;
    Reading reading(organisation, figures, audit);
    for (journal::Sequence at{1};;) {
        const auto events = reader.read(at, page);
        if (!events) {
            audit.complaints.push_back("the journal cannot be read: " + events.error().message);
            break;
        }
        if (events->empty()) break;
        for (const journal::SequencedEvent& stored : *events) {
            const auto event = app::decode(stored);
            if (!event) {
                audit.complaints.push_back("an event cannot be read: " + event.error().message);
                return audit;
            }
            reading.take(*event);
        }
        at.value += static_cast<std::int64_t>(events->size());
    }
    return audit;
}

}  // namespace paraat::simulation

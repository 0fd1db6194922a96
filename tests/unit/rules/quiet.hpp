#pragma once

#include "tests/unit/rules/night.hpp"

namespace paraat::rules {

inline const core::PolicyName to_the_opco{"to-opco"};

// A night in which thefts and panic buttons call the opco, and the rules of a test hold that back.
struct Quiet : Night {
    explicit Quiet(const std::string& text) : Night(thefts_call + text) { centre.starts(); }

    RuleReading read(const std::string& text) const { return Night::read(thefts_call + text); }
    core::IncidentId reports(const std::string& category, double lat = 51.92) {
        return *centre.receives("radio-1", test::report(category, lat)).incident;
    }
    core::IncidentId theft_in(const std::string& area, double lat, std::int32_t persons = 1, bool is_drill = false) {
        core::Report report = test::report("theft", lat);
        report.area = area;
        report.persons = persons;
        report.exercise = is_drill;
        return *centre.receives("radio-1", report).incident;
    }
    // False when it is refused.
    bool acks(const std::string& client, const core::IncidentId& id) {
        core::Ack ack;
        ack.incident = id;
        return !centre.receives(client, ack).refusal;
    }
    bool does(core::Deed deed, const core::IncidentId& id, std::optional<std::int32_t> priority = {}) {
        core::Command command;
        command.deed = deed;
        command.incident = id;
        command.acknowledge = true;
        command.priority = priority;
        if (deed == core::Deed::triage) command.division = core::DivisionName{"dvl"};
        return !centre.receives("console-1", command).refusal;
    }
    const core::Incident& incident(const core::IncidentId& id) const { return *centre.state.incident(id); }
    bool calls(const core::IncidentId& id) const {
        const core::Escalation* call = incident(id).escalation(to_the_opco);
        return call != nullptr && call->is_running;
    }

    inline static const std::string thefts_call =
        "[[rule]]\nname = \"theft\"\nwhen = 'report.category in [\"theft\", \"panic\"]'\n"
        "then = { escalate = \"to-opco\" }\n";
};

}  // namespace paraat::rules

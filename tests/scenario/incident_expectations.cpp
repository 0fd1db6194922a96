#include <set>

#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

std::vector<std::string> divisions_of(const core::Incident& incident) {
    std::vector<std::string> divisions;
    for (const core::DivisionName& division : incident.divisions) divisions.push_back(division.text);
    return divisions;
}

// All that the sentence says of it, and the same of what is so.
Verdict is_in_status(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    Verdict verdict = is_same(words["incident_status"], std::string(core::word(incident.status)));
    const auto also = [&](const std::string& what, const Verdict& part) {
        verdict.holds = verdict.holds && part.holds;
        verdict.expected += what + part.expected;
        verdict.found += what + part.found;
    };
    if (words.has("divisions")) also(" with ", are_same(words.list("divisions"), divisions_of(incident)));
    if (words.has("priority")) also(" at priority ", is_same(words["priority"], std::to_string(incident.priority)));
    return verdict;
}

Verdict has_priority(const Stage& stage, const Words& words) {
    return is_same(words["number"], std::to_string(stage.incident(words).priority));
}

Verdict has_severity(const Stage& stage, const Words& words) {
    return is_same(words["severity"], std::string(core::word(stage.incident(words).severity)));
}

Verdict has_category(const Stage& stage, const Words& words) {
    return is_same(words["category"], stage.incident(words).category.text);
}

Verdict is_titled(const Stage& stage, const Words& words) {
    return is_same(words["text"], stage.incident(words).title);
}

Verdict has_reports(const Stage& stage, const Words& words) {
    return is_same(words["number"], std::to_string(stage.incident(words).reports));
}

// Of whose answer its calls ended, where the sentence says that.
std::vector<std::string> ackers_of(const core::Incident& incident) {
    std::set<std::string> ackers;
    for (const core::Escalation& call : incident.escalations) {
        if (!call.acked_by.empty()) ackers.insert(call.acked_by.text);
    }
    return {ackers.begin(), ackers.end()};
}

Verdict is_acked(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    const bool is_acked = incident.is_acked();
    if (is_acked && words.has("clients")) return are_same(words.list("clients"), ackers_of(incident));
    return is_so(is_acked, "acknowledged", "not acknowledged");
}

Verdict is_not_acked(const Stage& stage, const Words& words) {
    return is_so(!stage.incident(words).is_acked(), "not acknowledged", "acknowledged");
}

Verdict is_claimed(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    const std::string& by = incident.claimed_by.text;
    Verdict verdict = are_same(words.list("clients"), by.empty() ? std::vector<std::string>{} : std::vector{by});
    if (!words.has("time") || !verdict.holds) return verdict;
    return is_same(moment_text(stage.moment(words["time"])), moment_text(incident.claimed_until));
}

Verdict is_drill(const Stage& stage, const Words& words) {
    return is_so(stage.incident(words).is_exercise, "an exercise", "real");
}

bool is_open_here(const core::Incident& incident, const Words& words) {
    const bool is_there = !words.has("division") || incident.is_with(core::DivisionName{words["division"]});
    return is_there && !incident.is_closed();
}

std::string open_incidents(const Stage& stage, const Words& words) {
    int count = 0;
    for (const auto& [id, incident] : stage.centre.state.incidents) count += is_open_here(incident, words) ? 1 : 0;
    return std::to_string(count);
}

Verdict are_open(const Stage& stage, const Words& words) {
    return is_same(words["number"], open_incidents(stage, words));
}

Verdict is_none_open(const Stage& stage, const Words& words) {
    return is_same("0", open_incidents(stage, words));
}

constexpr Sentence all_incident_expectations[] = {
    {"{incident} is {incident_status} [with {divisions}] [at priority {priority:number}]", is_in_status},
    {"{incident} has priority {number}", has_priority},
    {"{incident} has severity {severity}", has_severity},
    {"{incident} has category {category}", has_category},
    {"{incident} has title {text}", is_titled},
    {"{incident} has {number} report|reports", has_reports},
    {"{incident} is acknowledged [by {clients}]", is_acked},
    {"{incident} is not acknowledged", is_not_acked},
    {"{incident} is claimed by {clients} [until {time}]", is_claimed},
    {"{incident} is an exercise", is_drill},
    {"{number} incident|incidents is|are open [with {division}]", are_open},
    {"no incident is open [with {division}]", is_none_open},
};

}  // namespace

Sentences incident_expectations() {
    return all_incident_expectations;
}

}  // namespace paraat::scenario

#include <algorithm>

#include "tests/scenario/sentence.hpp"

// What the hub raises the alarm about itself, how a panic stands, and what a request scores.
namespace paraat::scenario {
namespace {

const core::IncidentId* alarm_about(const Stage& stage, const std::string& client, std::string_view kind) {
    const core::Unit* unit = stage.centre.state.unit(core::ClientName{client});
    if (unit == nullptr) return nullptr;
    const auto found = unit->alarms.find(*core::from_word<core::AlarmKind>(kind));
    return found == unit->alarms.end() ? nullptr : &found->second;
}

void name_alarm(Stage& stage, const Words& words) {
    const core::IncidentId* found = alarm_about(stage, words["client"], words["alarm_kind"]);
    if (found == nullptr)
        throw Mistake("no alarm of " + words["alarm_kind"] + " about " + words["client"] + " is open");
    stage.names.incidents[words["name"]] = *found;
}

void name_broken_reach(Stage& stage, const Words& words) {
    const auto& all = stage.centre.state.broken_reach;
    const auto found = all.find(core::PolicyName{words["policy"]});
    if (found == all.end()) throw Mistake("no alarm is open that nobody is behind " + words["policy"]);
    stage.names.incidents[words["name"]] = found->second;
}

Verdict is_no_alarm_about(const Stage& stage, const Words& words) {
    std::vector<std::string> open;
    for (const std::string& client : stage.clients(words)) {
        const core::Unit* unit = stage.centre.state.unit(core::ClientName{client});
        if (unit == nullptr) continue;
        for (const auto& [kind, id] : unit->alarms) open.push_back(client + ": " + std::string(core::word(kind)));
    }
    return is_same("", joined(open));
}

Verdict reaches_somebody(const Stage& stage, const Words& words) {
    const bool is_broken = stage.centre.state.broken_reach.contains(core::PolicyName{words["policy"]});
    return is_so(!is_broken, "somebody", "nobody");
}

Verdict is_silent(const Stage& stage, const Words& words) {
    return is_so(stage.incident(words).is_silent, "silent", "not silent");
}

Verdict is_not_silent(const Stage& stage, const Words& words) {
    return is_so(!stage.incident(words).is_silent, "not silent", "silent");
}

Verdict is_taken_back(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    const std::string under_duress = " under duress";
    return is_same(
        "taken back" + (words.has("under duress") ? under_duress : ""),
        (incident.is_cancelled ? "taken back" : "not taken back") + (incident.is_under_duress ? under_duress : ""));
}

Verdict is_not_taken_back(const Stage& stage, const Words& words) {
    return is_so(!stage.incident(words).is_cancelled, "not taken back", "taken back");
}

Verdict has_score(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    Verdict verdict = is_same(words["number"], incident.score ? std::to_string(*incident.score) : "no score");
    if (!words.has("text") || !verdict.holds) return verdict;
    return is_same(words["text"], *incident.score_because);
}

Verdict has_no_score(const Stage& stage, const Words& words) {
    const auto& score = stage.incident(words).score;
    return is_so(!score, "no score", score ? std::to_string(*score) : "");
}

constexpr Sentence all_alarm_expectations[] = {
    {"an alarm of {alarm_kind} about {client} is open as {name}", name_alarm},
    {"an alarm that nobody is behind {policy} is open as {name}", name_broken_reach},
    {"no alarm is open about {clients}", is_no_alarm_about},
    {"somebody is behind {policy}", reaches_somebody},
    {"{incident} is silent", is_silent},
    {"{incident} is not silent", is_not_silent},
    {"{incident} is taken back [under duress]", is_taken_back},
    {"{incident} is not taken back", is_not_taken_back},
    {"{incident} has score {number} [because {text}]", has_score},
    {"{incident} has no score", has_no_score},
};

}  // namespace

Sentences alarm_expectations() {
    return all_alarm_expectations;
}

}  // namespace paraat::scenario

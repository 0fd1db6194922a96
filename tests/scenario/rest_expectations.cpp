#include "tests/scenario/sentence.hpp"

// Whether an incident rests, and how it ended.
namespace paraat::scenario {
namespace {

std::string until_of(const Stage& stage, const Words& words, core::PauseKind kind) {
    const auto& pauses = stage.incident(words).pauses;
    const auto pause = pauses.find(kind);
    return pause == pauses.end() ? "not at all" : "until " + moment_text(pause->second.until);
}

template <core::PauseKind kind>
Verdict rests(const Stage& stage, const Words& words) {
    return is_same("until " + moment_text(stage.moment(words["time"])), until_of(stage, words, kind));
}

template <core::PauseKind kind>
Verdict rests_not(const Stage& stage, const Words& words) {
    return is_same("not at all", until_of(stage, words, kind));
}

std::string ending_of(const core::Incident& incident) {
    const std::string word = incident.is_closed() ? std::string(core::word(incident.ending)) : "not closed";
    return word + (incident.passed_to->empty() ? "" : " to " + *incident.passed_to);
}

Verdict was_refused(const Stage& stage, const Words& words) {
    return is_same("refused", ending_of(stage.incident(words)));
}

Verdict was_passed_on(const Stage& stage, const Words& words) {
    return is_same("passed_on to " + words["to"], ending_of(stage.incident(words)));
}

Verdict was_joined(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    const bool is_it = incident.is_closed() && incident.into == stage.names.incidents.at(words["other"]);
    return is_so(is_it, "joined to " + words["other"], incident.into ? "joined to another" : ending_of(incident));
}

using core::PauseKind;

constexpr Sentence all_rest_expectations[] = {
    {"{incident} is silenced until {time}", rests<PauseKind::silenced>},
    {"{incident} is not silenced", rests_not<PauseKind::silenced>},
    {"{incident} is shelved until {time}", rests<PauseKind::shelved>},
    {"{incident} is not shelved", rests_not<PauseKind::shelved>},
    {"{incident} is refused", was_refused},
    {"{incident} is passed on to {to:client}", was_passed_on},
    {"{incident} is joined to {other:incident}", was_joined},
};

}  // namespace

Sentences rest_expectations() {
    return all_rest_expectations;
}

}  // namespace paraat::scenario

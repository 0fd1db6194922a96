#include <algorithm>

#include "hub/projection/timeline.hpp"
#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

// "escalation_stepped by hub: team/it-ondermijning", "acknowledged by radio-8: Onderweg"
std::string told(const core::TimelineEntry& entry) {
    std::vector<std::string> details;
    const auto add = [&](const std::string& detail) {
        if (!detail.empty()) details.push_back(detail);
    };
    add(entry.target);
    add(entry.division.text);
    add(entry.text);
    add(entry.because.empty() ? "" : "because " + entry.because);
    return entry.what + " by " + entry.by + (details.empty() ? "" : ": " + joined(details));
}

std::vector<std::string> timeline_of(const Stage& stage, const Words& words) {
    const core::IncidentId id = stage.names.incidents.at(words["incident"]);
    std::vector<std::string> lines;
    projection::IncidentTimeline timeline(id, [](const core::InstructionIssued&) { return true; });
    for (const core::Event& event : stage.centre.journal) {
        const bool is_of_order = !core::instruction_of(event.body).is_nil();
        if (!is_of_order && core::incident_of(event.body) != id) continue;
        if (const auto entry = timeline.next(event)) lines.push_back(told(*entry));
    }
    return lines;
}

// The line begins so.
std::size_t times_told(const std::vector<std::string>& timeline, const std::string& text) {
    return static_cast<std::size_t>(std::count_if(timeline.begin(), timeline.end(),
                                                  [&](const std::string& line) { return line.starts_with(text); }));
}

Verdict tells(const Stage& stage, const Words& words) {
    const auto timeline = timeline_of(stage, words);
    return is_so(times_told(timeline, words["text"]) > 0, "a line that begins so: " + words["text"],
                 "\n    " + joined(timeline, "\n    "));
}

Verdict does_not_tell(const Stage& stage, const Words& words) {
    const auto timeline = timeline_of(stage, words);
    return is_so(times_told(timeline, words["text"]) == 0, "no line that begins so: " + words["text"],
                 "\n    " + joined(timeline, "\n    "));
}

Verdict tells_times(const Stage& stage, const Words& words) {
    return is_same(words["number"], std::to_string(times_told(timeline_of(stage, words), words["text"])));
}

Verdict ends_with(const Stage& stage, const Words& words) {
    const auto timeline = timeline_of(stage, words);
    const std::string last = timeline.empty() ? "" : timeline.back();
    return {last.starts_with(words["text"]), words["text"], last};
}

constexpr Sentence all_timeline_expectations[] = {
    {"the timeline of {incident} tells {text}", tells},
    {"the timeline of {incident} tells {text} {number} time|times", tells_times},
    {"the timeline of {incident} does not tell {text}", does_not_tell},
    {"the timeline of {incident} ends with {text}", ends_with},
};

}  // namespace

Sentences timeline_expectations() {
    return all_timeline_expectations;
}

}  // namespace paraat::scenario

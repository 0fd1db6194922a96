#include <algorithm>

#include "hub/core/clearance.hpp"
#include "hub/projection/timeline.hpp"
#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

// The newest; nullptr when there is none.
const core::Briefing* newest_briefing(const Stage& stage, const Words& words) {
    const core::CompartmentName compartment = words.has("covert") ? core::covert_compartment : core::CompartmentName{};
    const core::Briefing* newest = nullptr;
    for (const auto& [name, briefing] : stage.centre.state.briefings) {
        const bool is_meant = name.division.text == words["division"] && name.compartment == compartment;
        if (is_meant) newest = &briefing;
    }
    return newest;
}

std::vector<std::string> lines_of(const core::Briefing* briefing) {
    std::vector<std::string> lines;
    if (briefing == nullptr) return lines;
    for (const core::BriefingLine& line : briefing->lines) lines.push_back(line.text);
    return lines;
}

bool says_so(const core::Briefing* briefing, const std::string& text) {
    const auto lines = lines_of(briefing);
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

std::string all_of(const core::Briefing* briefing) {
    return briefing == nullptr ? "there is none" : "\n    " + joined(lines_of(briefing), "\n    ");
}

Verdict briefing_says(const Stage& stage, const Words& words) {
    const core::Briefing* briefing = newest_briefing(stage, words);
    return is_so(says_so(briefing, words["text"]), "a line that says: " + words["text"], all_of(briefing));
}

Verdict briefing_does_not_say(const Stage& stage, const Words& words) {
    const core::Briefing* briefing = newest_briefing(stage, words);
    return is_so(briefing != nullptr && !says_so(briefing, words["text"]), "no line that says: " + words["text"],
                 all_of(briefing));
}

Verdict briefing_is_about(const Stage& stage, const Words& words) {
    const core::Briefing* briefing = newest_briefing(stage, words);
    const auto span = [](Instant from, Instant until) { return moment_text(from) + " to " + moment_text(until); };
    return is_same(span(stage.moment(words["from"]), stage.moment(words["until"])),
                   briefing == nullptr ? "there is none" : span(briefing->from, briefing->until));
}

Verdict has_briefings(const Stage& stage, const Words& words) {
    const auto& all = stage.centre.state.briefings;
    const auto count = std::count_if(all.begin(), all.end(), [&](const auto& given) {
        return given.first.division.text == words["division"] && given.first.compartment.empty();
    });
    return is_same(words["number"], std::to_string(count));
}

Verdict has_no_covert_briefing(const Stage& stage, const Words& words) {
    const auto& all = stage.centre.state.briefings;
    const bool has_one = std::any_of(all.begin(), all.end(), [&](const auto& given) {
        return given.first.division.text == words["division"] && !given.first.compartment.empty();
    });
    return is_so(!has_one, "none", "there is one");
}

// A timeline tells it so: that of the incident, or that of the incident that the instruction is about.
bool is_in_journal(const Stage& stage, const core::BriefingCite& cite) {
    return std::any_of(stage.centre.journal.begin(), stage.centre.journal.end(), [&](const core::Event& event) {
        if (event.at != cite.at) return false;
        if (cite.incident && core::incident_of(event.body) != *cite.incident) return false;
        if (cite.instruction && core::instruction_of(event.body) != *cite.instruction) return false;
        const auto entry = projection::timeline_entry(event);
        return entry && entry->what == cite.what;
    });
}

Verdict rests_on_journal(const Stage& stage, const Words& words) {
    const core::Briefing* briefing = newest_briefing(stage, words);
    std::vector<std::string> baseless;
    if (briefing == nullptr) baseless.emplace_back("there is none");
    for (const core::BriefingLine& line : briefing == nullptr ? std::vector<core::BriefingLine>{} : briefing->lines) {
        const bool says_nothing = line.cites.empty() && line.count.value_or(0) == 0;
        const bool is_told = std::all_of(line.cites.begin(), line.cites.end(),
                                         [&](const core::BriefingCite& cite) { return is_in_journal(stage, cite); });
        if (!is_told || (line.cites.empty() && !says_nothing)) baseless.push_back(line.text);
    }
    return is_same("", joined(baseless, "\n    "));
}

constexpr Sentence all_briefing_expectations[] = {
    {"the [covert] briefing of {division} says {text}", briefing_says},
    {"the [covert] briefing of {division} does not say {text}", briefing_does_not_say},
    {"the [covert] briefing of {division} is about {from:time} to {until:time}", briefing_is_about},
    {"each line of the [covert] briefing of {division} rests on the journal", rests_on_journal},
    {"{division} has {number} briefing|briefings", has_briefings},
    {"{division} has no covert briefing", has_no_covert_briefing},
};

}  // namespace

Sentences briefing_expectations() {
    return all_briefing_expectations;
}

}  // namespace paraat::scenario

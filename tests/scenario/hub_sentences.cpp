#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

void restart(Stage& stage, const Words&) {
    stage.restarts_at(stage.centre.now);
}

void be_away(Stage& stage, const Words& words) {
    stage.restarts_at(stage.moment(words["time"]));
}

void go_away(Stage& stage, const Words&) {
    stage.goes_away();
}

void come_back(Stage& stage, const Words&) {
    stage.comes_back();
}

void lose_broker(Stage& stage, const Words&) {
    stage.centre.is_deaf = true;
}

void find_broker(Stage& stage, const Words&) {
    stage.centre.observed.was_deaf_until(stage.centre.now);
    stage.centre.is_deaf = false;
}

// Of an incident or instruction that no receipt names to the scenario.
void name_newest_incident(Stage& stage, const Words& words) {
    const auto& incidents = stage.centre.state.incidents;
    if (incidents.empty()) throw Mistake("there is no incident");
    stage.names.incidents[words["name"]] = incidents.rbegin()->first;
}

void name_newest_instruction(Stage& stage, const Words& words) {
    const std::string to = words.target("target").text();
    for (auto at = stage.centre.journal.rbegin(); at != stage.centre.journal.rend(); ++at) {
        const auto* issued = std::get_if<core::InstructionIssued>(&at->body);
        if (issued == nullptr || issued->to != to) continue;
        stage.names.instructions[words["name"]] = issued->instruction;
        return;
    }
    throw Mistake("there is no instruction to " + to);
}

constexpr Sentence all_hub_sentences[] = {
    {"the hub restarts", restart},
    {"the hub is away until {time}", be_away},
    {"the hub goes away", go_away},
    {"the hub comes back", come_back},
    {"the hub loses its broker", lose_broker},
    {"the hub finds its broker", find_broker},
    {"{name} is the newest incident", name_newest_incident},
    {"{name} is the newest instruction to {target}", name_newest_instruction},
};

}  // namespace

Sentences hub_sentences() {
    return all_hub_sentences;
}

}  // namespace paraat::scenario

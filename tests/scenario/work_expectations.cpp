#include <algorithm>

#include "tests/scenario/sentence.hpp"

// Who works on an incident, and how far they got.
namespace paraat::scenario {
namespace {

std::string progress_of(const core::Incident& incident, const std::string& client) {
    const auto found = incident.units.find(core::ClientName{client});
    return found == incident.units.end() ? "not assigned" : std::string(core::word(found->second.state));
}

Verdict has_come_so_far(const Stage& stage, const Words& words) {
    return is_same(words["progress"], progress_of(stage.incident(words), words["client"]));
}

// As far as the furthest of its members; assigned when none of them does anything yet.
Verdict has_team_come_so_far(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    const core::TeamName team{words.target("team").name};
    if (const auto progress = incident.progress_of(team)) {
        return is_same(words["progress"], std::string(core::word(progress->state)));
    }
    const bool is_there = std::count(incident.teams.begin(), incident.teams.end(), team) > 0;
    return is_same(words["progress"], is_there ? "assigned" : "not assigned");
}

// Teams, and units that did not leave.
Verdict has_workers(const Stage& stage, const Words& words) {
    const core::Incident& incident = stage.incident(words);
    std::vector<std::string> workers;
    for (const core::TeamName& team : incident.teams) workers.push_back("team/" + team.text);
    for (const auto& [unit, progress] : incident.units) {
        if (progress.state != core::UnitState::left) workers.push_back(unit.text);
    }
    return are_same(words.list("clients"), workers);
}

constexpr Sentence all_work_expectations[] = {
    {"{client} is {progress} to|at|from {incident}", has_come_so_far},
    {"{team} is {progress} to|at|from {incident}", has_team_come_so_far},
    {"{incident} is worked on by {clients}", has_workers},
};

}  // namespace

Sentences work_expectations() {
    return all_work_expectations;
}

}  // namespace paraat::scenario

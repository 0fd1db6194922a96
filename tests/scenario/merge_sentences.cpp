#include <algorithm>
#include <utility>

#include "tests/scenario/command.hpp"
#include "tests/scenario/sentence.hpp"

// Incidents that are one, and one that is two.
namespace paraat::scenario {
namespace {

using core::Deed;

void merge(Stage& stage, const Words& words) {
    core::Command merge = command_of(stage, Deed::merge, words);
    merge.into = stage.names.incidents.at(words["other"]);
    stage.receives(words["client"], merge);
}

void split_off(Stage& stage, const Words& words, std::vector<std::string> reports) {
    core::Command split = command_of(stage, Deed::split, words);
    split.reports = std::move(reports);
    stage.receives(words["client"], split);
    stage.name_incident(words);
}

// By the ids that their senders gave them.
void split_by_ids(Stage& stage, const Words& words) {
    split_off(stage, words, {words["report"]});
}

// All that these clients said of it.
void split_by_clients(Stage& stage, const Words& words) {
    std::vector<std::string> reports;
    const std::vector<std::string> clients = stage.clients(words);
    for (const core::ReportHeard& report : stage.incident(words).heard) {
        const bool is_meant = std::count(clients.begin(), clients.end(), report.client.text) > 0;
        if (is_meant) reports.push_back(report.client.text + "/" + report.id);
    }
    split_off(stage, words, std::move(reports));
}

constexpr Sentence all_merge_sentences[] = {
    {"{client} merges {incident} into {other:incident} [{text}] [as of {time}]", merge},
    {"{client} splits the report|reports of {clients} off {incident} [as of {time}] [as {name}]", split_by_clients},
    {"{client} splits report {report:text} off {incident} [as of {time}] [as {name}]", split_by_ids},
};

}  // namespace

Sentences merge_sentences() {
    return all_merge_sentences;
}

}  // namespace paraat::scenario

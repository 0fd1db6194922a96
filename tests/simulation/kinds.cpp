#include "tests/simulation/kinds.hpp"

#include <algorithm>

#include "hub/core/words.hpp"
#include "hub/projection/answers.hpp"
#include "tests/simulation/broker.hpp"

namespace paraat::simulation {
namespace {

constexpr std::string_view kinds_to_a_client[] = {"receipt", "result", "notice", "instruction"};
constexpr std::string_view kinds_to_a_partner[] = {"alert", "close", "recall", "receipt"};

// The string behind a key of a flat JSON object as the simulation writes it; empty when it is not there.
std::string text_behind(std::string_view key, std::string_view payload) {
    const std::string begin = "\"" + std::string(key) + "\":\"";
    const std::size_t found = payload.find(begin);
    if (found == std::string_view::npos) return {};
    payload.remove_prefix(found + begin.size());
    return std::string(payload.substr(0, payload.find('"')));
}

// The level of a topic after so many.
std::string level_of(const std::string& topic, int before) {
    std::size_t begin = 0;
    for (; before > 0; --before) begin = topic.find('/', begin) + 1;
    return topic.substr(begin, topic.find('/', begin) - begin);
}

bool has_team(const core::Organisation& organisation, std::string_view division) {
    return std::any_of(organisation.teams.begin(), organisation.teams.end(),
                       [&](const auto& team) { return team.second.division.text == division; });
}

// What nobody reads, or only the cleared, or nothing is ever said on.
bool is_beside_open_work(const core::Organisation& organisation, const std::string& family) {
    for (const std::string_view prefix :
         {"up/", "partner/others/in", "owntracks/", "meshtastic/", "covert/", "hub/marker", "else", "broker"}) {
        if (family.starts_with(prefix)) return true;
    }
    return family.ends_with("board/full/team") && !has_team(organisation, family.substr(0, family.find('/')));
}

std::vector<std::string> all_kinds(const core::Organisation& organisation) {
    std::vector<std::string> all;
    for (const projection::Access& row : access_of_the_hub(organisation, projection::Topics("oov"))) {
        const std::string& name = row.family.name;
        if (name == "down/others") {
            for (const std::string_view kind : kinds_to_a_client) all.push_back("read: down/" + std::string(kind));
        } else if (name == "partner/others/out") {
            for (const std::string_view kind : kinds_to_a_partner) all.push_back("read: partner/" + std::string(kind));
        } else if (!is_beside_open_work(organisation, name)) {
            all.push_back("read: " + name);
        }
    }
    for (const std::string_view ask : projection::questions) {
        all.push_back("asked: " + std::string(ask));
        all.push_back("answered: " + std::string(ask));
    }
    for (const std::string_view kind : core::words_of<core::InputKind>()) all.push_back("said: " + std::string(kind));
    all.emplace_back("said: in/report");
    all.emplace_back("said: owntracks");
    for (const std::string_view deed : core::words_of<core::Deed>()) {
        // The files of rules are the machine's, and no part of a day.
        if (!deed.ends_with("_rules")) all.push_back("did: " + std::string(deed));
    }
    return all;
}

}  // namespace

Kinds::Kinds(const core::Organisation& organisation) {
    for (projection::Access& row : access_of_the_hub(organisation, topics_)) families_.push_back(std::move(row.family));
}

void Kinds::say(const Saying& said) {
    ++counts_["said: " + said.kind];
    if (said.kind == "command") ++counts_["did: " + text_behind("do", said.payload)];
    if (said.kind == "query") ++counts_["asked: " + text_behind("ask", said.payload)];
}

void Kinds::read(const std::string& topic, const std::string& payload) {
    if (topic.starts_with("oov/json/")) {
        const bool is_answer = topic.ends_with("/result") && payload.find("\"ok\":true") != std::string::npos;
        if (is_answer) ++counts_["answered: " + text_behind("ask", payload)];
        return;
    }
    if (!payload.empty()) ++counts_["read: " + kind_of(topic)];
}

const std::string& Kinds::kind_of(const std::string& topic) {
    const auto known = known_.find(topic);
    if (known != known_.end()) return known->second;
    std::string kind = "of no family: " + topic;
    for (const projection::TopicFamily& family : families_) {
        if (!matches(family.filter, topic)) continue;
        kind = family.name;
        if (kind == "down/others") kind = "down/" + level_of(topic, 3);
        if (kind == "partner/others/out") kind = "partner/" + level_of(topic, 4);
        break;
    }
    return known_.emplace(topic, std::move(kind)).first->second;
}

std::vector<std::string> missing_kinds(const core::Organisation& organisation, const Figures::Counts& counts) {
    std::vector<std::string> missing;
    for (std::string& kind : all_kinds(organisation)) {
        if (!counts.contains(kind)) missing.push_back(std::move(kind));
    }
    for (const auto& [kind, count] : counts) {
        if (kind.starts_with("read: of no family")) missing.push_back(kind);
    }
    return missing;
}

}  // namespace paraat::simulation

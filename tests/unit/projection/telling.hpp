#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "hub/projection/publication.hpp"
#include "hub/projection/state_topics.hpp"
#include "tests/support/centre.hpp"

namespace paraat::projection {

// One line for each publication: the topic, what is on it, and its revision. "oov/dvl/alert/... alert open 1".
inline std::string line_of(const Publication& publication) {
    const auto with_rev = [](std::string words, core::Revision rev) {
        return " " + std::move(words) + " " + std::to_string(rev);
    };
    std::string what = " something else";
    if (std::holds_alternative<Cleared>(publication.message)) what = " cleared";
    if (const auto* alert = std::get_if<core::Alert>(&publication.message)) {
        what = with_rev("alert " + std::string(word(alert->status)), alert->rev);
    }
    if (const auto* notice = std::get_if<core::Notice>(&publication.message)) {
        what = with_rev("notice " + std::string(word(notice->reason)), notice->rev);
    }
    if (const auto* instruction = std::get_if<core::InstructionView>(&publication.message)) {
        what = with_rev("instruction " + std::string(word(instruction->state)), instruction->rev);
    }
    return publication.topic + what;
}

inline std::vector<std::string> lines_of(const std::vector<Publication>& publications) {
    std::vector<std::string> lines;
    for (const Publication& publication : publications) lines.push_back(line_of(publication));
    return lines;
}

// A centre whose topics are kept while it works.
class Telling {
public:
    test::Centre centre;
    Topics topics{"oov"};
    StateTopics state_topics{topics};

    // What a client's input makes the topics say; the incident or instruction is remembered.
    std::vector<std::string> told(const std::string& client, core::InputBody body) {
        const core::Outcome outcome = centre.receives(client, std::move(body));
        EXPECT_FALSE(outcome.refusal) << outcome.refusal->sentence;
        if (outcome.incident) incident = *outcome.incident;
        if (outcome.instruction) instruction = *outcome.instruction;
        return lines_of(state_topics.follow(centre.state, outcome.events));
    }
    std::vector<std::string> told_after(Milliseconds span) {
        return lines_of(state_topics.follow(centre.state, centre.passes(span)));
    }
    core::Command command(core::Deed deed) const {
        core::Command made;
        made.deed = deed;
        made.incident = incident;
        return made;
    }
    core::Ack ack(core::Answer answer) const { return {incident, std::nullopt, std::nullopt, answer, ""}; }
    core::Ack answer(core::Answer answer) const { return {std::nullopt, instruction, std::nullopt, answer, ""}; }

    std::string alert(const std::string& division) const { return "oov/" + division + "/alert/" + incident.text(); }
    std::string notice(const std::string& client) const { return "oov/down/" + client + "/notice/" + incident.text(); }

    core::IncidentId incident;
    core::InstructionId instruction;
};

}  // namespace paraat::projection

#pragma once

#include <array>
#include <string>
#include <vector>

#include "tests/property/model/night.hpp"

namespace paraat::test {

// What is done, by whom, to which incident or instruction, and how: numbers from which a step is made by what is there
// at its moment, so that most steps are lawful, and a shorter list of them is a night as well.
using StepNumbers = std::array<std::uint8_t, 5>;

// Revisions of each incident that people saw, in their order.
using SeenRevisions = std::map<core::IncidentId, std::vector<core::Revision>>;

struct MadeMessage {
    std::string kind;  // as a tally counts it: "close", "status on_scene"
    std::string client;
    core::InputBody body;
    bool is_beacon = false;
};

// Makes messages for a night; both outlive it.
class MessageMaker {
public:
    MessageMaker(const model::Night& night, const SeenRevisions& seen) : night_(night), seen_(seen) {}

    MadeMessage report(const StepNumbers& step) const;
    MadeMessage ack(const StepNumbers& step) const;
    MadeMessage answer(const StepNumbers& step) const;
    MadeMessage command(const StepNumbers& step) const;
    MadeMessage signal(const StepNumbers& step) const;
    MadeMessage order(const StepNumbers& step) const;

private:
    void name_people(core::Command& made, const StepNumbers& step) const;
    void name_reports(core::Command& made, const StepNumbers& step) const;
    void name_successor(core::Command& made, const StepNumbers& step) const;
    core::IncidentId an_incident(std::uint8_t which, std::uint8_t how) const;
    core::InstructionId an_instruction(std::uint8_t which, std::uint8_t how) const;
    std::optional<core::Revision> a_revision(const core::IncidentId& incident, std::uint8_t how) const;

    const model::Night& night_;
    const SeenRevisions& seen_;
};

}  // namespace paraat::test

// The topics that the code knows, a line each: the function of hub/projection/topic.hpp, and what it gives with names
// in braces.
#include <iostream>
#include <string>

#include "hub/core/clearance.hpp"
#include "hub/projection/topic.hpp"

namespace {

using namespace paraat;

// Ids are no free texts: these stand for "{incident}" and "{instruction}".
const core::IncidentId incident{*Ulid::parse("00000000000000000000000001")};
const core::InstructionId instruction{*Ulid::parse("00000000000000000000000002")};

void say(const char* function, std::string topic) {
    for (const auto& [id, name] :
         {std::pair{incident.text(), "{incident}"}, std::pair{instruction.text(), "{instruction}"}}) {
        if (const auto at = topic.find(id); at != std::string::npos) topic.replace(at, id.size(), name);
    }
    std::cout << function << ' ' << topic << '\n';
}

void say_of_division(const projection::Topics& topics, const core::CompartmentName& compartment) {
    const core::DivisionName division{"{division}"};
    const core::TeamName team{"{team}"};
    say("alert", topics.alert(compartment, division, incident));
    say("instruction", topics.instruction(compartment, division, instruction));
    say("instruction", topics.instruction(compartment, division, team, instruction));
    say("board", topics.board(compartment, division));
    say("board_full", topics.board_full(compartment, division));
    say("board_full", topics.board_full(compartment, division, team));
    say("briefing", topics.briefing(core::BriefingName{"{date}", compartment, division}));
}

}  // namespace

int main() {
    const projection::Topics topics{"oov"};
    const core::ClientName client{"{client}"};
    for (const auto kind :
         {core::InputKind::report, core::InputKind::status, core::InputKind::beacon, core::InputKind::instruct,
          core::InputKind::ack, core::InputKind::command, core::InputKind::query, core::InputKind::presence}) {
        say("inputs", topics.inputs(kind));
    }
    say("receipt", topics.receipt(client));
    say("result", topics.result(client));
    say("notice", topics.notice(client, incident));
    say("instruction", topics.instruction(client, instruction));
    say_of_division(topics, {});
    say_of_division(topics, core::covert_compartment);
    say("hub_status", topics.hub_status("{node}"));
    say("hub_marker", topics.hub_marker("{node}"));
    for (const std::string_view kind : projection::partner_kinds) {
        std::string topic = topics.partner_reports();
        topic.replace(topic.rfind('+'), 1, kind);
        say("partner_reports", topic);
    }
    for (const char* kind : {"alert", "close", "recall", "receipt"}) {
        say("to_partner", topics.to_partner(core::ClientName{"{partner}"}, kind));
    }
}

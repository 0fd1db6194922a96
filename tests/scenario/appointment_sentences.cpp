#include "tests/scenario/command.hpp"
#include "tests/scenario/sentence.hpp"

// Who gets another place in the organisation.
namespace paraat::scenario {
namespace {

using core::Deed;

core::Command of_account(const Stage& stage, Deed deed, const Words& words) {
    core::Command command = command_of(stage, deed, words);
    command.account = core::ClientName{words["other"]};
    return command;
}

void appoint_to_team(Stage& stage, const Words& words) {
    core::Command appoint = of_account(stage, Deed::appoint, words);
    appoint.team = core::TeamName{words.target("team").name};
    stage.receives(words["client"], appoint);
}

void appoint_to_role(Stage& stage, const Words& words) {
    core::Command appoint = of_account(stage, Deed::appoint, words);
    appoint.roles = {core::RoleName{words["role"]}};
    stage.receives(words["client"], appoint);
}

void dismiss(Stage& stage, const Words& words) {
    stage.receives(words["client"], of_account(stage, Deed::dismiss, words));
}

void reinstate(Stage& stage, const Words& words) {
    stage.receives(words["client"], of_account(stage, Deed::reinstate, words));
}

constexpr Sentence all_appointment_sentences[] = {
    {"{client} appoints {other:client} to {team}", appoint_to_team},
    {"{client} appoints {other:client} as {role}", appoint_to_role},
    {"{client} dismisses {other:client} [{text}]", dismiss},
    {"{client} reinstates {other:client}", reinstate},
};

}  // namespace

Sentences appointment_sentences() {
    return all_appointment_sentences;
}

}  // namespace paraat::scenario

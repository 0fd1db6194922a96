#include "tests/scenario/command.hpp"
#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

using core::Deed;

void triage(Stage& stage, const Words& words) {
    core::Command triage = command_of(stage, Deed::triage, words);
    triage.division = core::DivisionName{words["division"]};
    if (words.has("category")) triage.category = core::CategoryName{words["category"]};
    if (words.has("priority")) triage.priority = words.number("priority");
    stage.receives(words["client"], triage);
}

// A team, a unit, or a division.
template <Deed deed>
void command_about_target(Stage& stage, const Words& words) {
    core::Command command = command_of(stage, deed, words);
    const core::Target target = words.target("target");
    switch (target.kind) {
        case core::Target::Kind::team: command.team = core::TeamName{target.name}; break;
        case core::Target::Kind::unit: command.unit = core::ClientName{target.name}; break;
        case core::Target::Kind::division: command.division = core::DivisionName{target.name}; break;
        default: throw Mistake("a team, a unit or a division, not " + target.text());
    }
    stage.receives(words["client"], command);
    stage.name_instruction(words);
}

void escalate(Stage& stage, const Words& words) {
    core::Command escalate = command_of(stage, Deed::escalate, words);
    if (words.has("policy")) escalate.policy = core::PolicyName{words["policy"]};
    stage.receives(words["client"], escalate);
}

void remove_division(Stage& stage, const Words& words) {
    core::Command remove = command_of(stage, Deed::remove_division, words);
    remove.division = core::DivisionName{words["division"]};
    stage.receives(words["client"], remove);
}

void withdraw(Stage& stage, const Words& words) {
    core::Command withdraw = command_of(stage, Deed::withdraw, words);
    withdraw.instruction = stage.names.instructions.at(words["instruction"]);
    stage.receives(words["client"], withdraw);
}

void close(Stage& stage, const Words& words) {
    core::Command close = command_of(stage, Deed::close, words);
    close.acknowledge = words.has("and acknowledges it");
    stage.receives(words["client"], close);
}

void pass_on(Stage& stage, const Words& words) {
    core::Command pass_on = command_of(stage, Deed::pass_on, words);
    pass_on.to = core::ClientName{words["to"]};
    stage.receives(words["client"], pass_on);
}

void assess(Stage& stage, const Words& words) {
    core::Command assess = command_of(stage, Deed::assess, words);
    assess.answers = pairs_of(words["answers"]);
    stage.receives(words["client"], assess);
}

constexpr Sentence all_command_sentences[] = {
    {"{client} triages {incident} to {division} [as {category}] [with priority {priority:number}] [{text}] "
     "[as of {time}]",
     triage},
    {"{client} assigns {target} to {incident} [as of {time}]", command_about_target<Deed::assign>},
    {"{client} unassigns {target} from {incident} [as of {time}]", command_about_target<Deed::unassign>},
    {"{client} dispatches {target} to {incident} [{text}] [as of {time}] [as {name}]",
     command_about_target<Deed::dispatch>},
    {"{client} escalates {incident} [by {policy}] [as of {time}]", escalate},
    {"{client} claims {incident} [as of {time}]", command<Deed::claim>},
    {"{client} releases {incident} [as of {time}]", command<Deed::release>},
    {"{client} notes {text} on {incident} [as of {time}]", command<Deed::note>},
    {"{client} removes {division} from {incident} [{text}] [as of {time}]", remove_division},
    {"{client} withdraws {instruction} [{text}]", withdraw},
    {"{client} resolves {incident} [{text}] [as of {time}]", command<Deed::resolve>},
    {"{client} reopens {incident} [{text}] [as of {time}]", command<Deed::reopen>},
    {"{client} closes {incident} [and acknowledges it] [{text}] [as of {time}]", close},
    {"{client} refuses {incident} [{text}] [as of {time}]", command<Deed::refuse>},
    {"{client} passes {incident} on to {to:client} [{text}] [as of {time}]", pass_on},
    {"{client} assesses {incident} with {answers:text} [as of {time}]", assess},
};

}  // namespace

Sentences command_sentences() {
    return all_command_sentences;
}

}  // namespace paraat::scenario

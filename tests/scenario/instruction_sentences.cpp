#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

std::optional<core::Deployment> deployment_of(const Stage& stage, const Words& words) {
    if (!words.has("deployment_kind")) return {};
    core::Deployment deployment;
    deployment.kind = *core::from_word<core::DeploymentKind>(words["deployment_kind"]);
    deployment.area = words["area"];
    if (words.has("position")) deployment.position = words.position("position");
    deployment.from = stage.moment(words["from"]);
    deployment.until = stage.moment(words["until"]);
    deployment.because = words["because"];
    return deployment;
}

void instruct(Stage& stage, const Words& words) {
    core::Instruct instruct;
    instruct.to = words.target("target").text();
    instruct.text = words["text"];
    if (words.has("incident")) instruct.incident = stage.names.incidents.at(words["incident"]);
    if (words.has("priority")) instruct.priority = words.number("priority");
    if (words.has("time")) instruct.respond_by = stage.moment(words["time"]);
    if (words.has("needs all")) instruct.needs = core::Needs::all;
    if (words.has("instruction")) instruct.supersedes = stage.names.instructions.at(words["instruction"]);
    instruct.deployment = deployment_of(stage, words);
    stage.receives(words["client"], instruct);
    stage.name_instruction(words);
}

constexpr Sentence all_instruction_sentences[] = {
    {"{client} tells {target} {text} [before {time}] [needs all] [about {incident}] [with priority {priority:number}] "
     "[instead of {instruction}] "
     "[as {deployment_kind} at {position} from {from:time} until {until:time} because {because:text}] "
     "[as {deployment_kind} in {area:text} from {from:time} until {until:time} because {because:text}] [as {name}]",
     instruct},
};

}  // namespace

Sentences instruction_sentences() {
    return all_instruction_sentences;
}

}  // namespace paraat::scenario

#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

void instruct(Stage& stage, const Words& words) {
    core::Instruct instruct;
    instruct.to = words.target("target").text();
    instruct.text = words["text"];
    if (words.has("incident")) instruct.incident = stage.names.incidents.at(words["incident"]);
    if (words.has("priority")) instruct.priority = words.number("priority");
    if (words.has("time")) instruct.respond_by = stage.moment(words["time"]);
    if (words.has("needs all")) instruct.needs = core::Needs::all;
    stage.receives(words["client"], instruct);
    stage.name_instruction(words);
}

constexpr Sentence all_instruction_sentences[] = {
    {"{client} tells {target} {text} [before {time}] [needs all] [about {incident}] [with priority {priority:number}] "
     "[as {name}]",
     instruct},
};

}  // namespace

Sentences instruction_sentences() {
    return all_instruction_sentences;
}

}  // namespace paraat::scenario

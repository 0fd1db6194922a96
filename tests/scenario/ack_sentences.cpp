#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {
namespace {

template <core::Answer answer>
void answer_incident(Stage& stage, const Words& words) {
    core::Ack ack;
    ack.incident = stage.names.incidents.at(words["incident"]);
    ack.rev = stage.revision(words);
    ack.answer = answer;
    ack.text = words["text"];
    stage.receives(words["client"], ack);
}

template <core::Answer answer>
void answer_instruction(Stage& stage, const Words& words) {
    core::Ack ack;
    ack.instruction = stage.names.instructions.at(words["instruction"]);
    ack.answer = answer;
    ack.text = words["text"];
    stage.receives(words["client"], ack);
}

using core::Answer;

constexpr Sentence all_ack_sentences[] = {
    {"{client} receives {incident}", answer_incident<Answer::delivered>},
    {"{client} sees {incident}", answer_incident<Answer::shown>},
    {"{client} reads {incident}", answer_incident<Answer::read>},
    {"{client} acknowledges {incident} [{text}] [as of {time}]", answer_incident<Answer::acknowledged>},
    {"{client} declines {incident} [{text}] [as of {time}]", answer_incident<Answer::declined>},
    {"{client} receives {instruction}", answer_instruction<Answer::delivered>},
    {"{client} sees {instruction}", answer_instruction<Answer::shown>},
    {"{client} reads {instruction}", answer_instruction<Answer::read>},
    {"{client} accepts {instruction} [{text}]", answer_instruction<Answer::accepted>},
    {"{client} declines {instruction} [{text}]", answer_instruction<Answer::declined>},
    {"{client} finishes {instruction} [{text}]", answer_instruction<Answer::done>},
};

}  // namespace

Sentences ack_sentences() {
    return all_ack_sentences;
}

}  // namespace paraat::scenario

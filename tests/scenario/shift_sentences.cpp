#include "tests/scenario/command.hpp"
#include "tests/scenario/sentence.hpp"

// Who comes to work and goes home, and what they hand over.
namespace paraat::scenario {
namespace {

using core::Deed;

// One's own, or that of another.
core::Command of_shift(const Stage& stage, Deed deed, const Words& words) {
    core::Command shift = command_of(stage, deed, words);
    if (words.has("other")) shift.unit = core::ClientName{words["other"]};
    return shift;
}

void start_shift(Stage& stage, const Words& words) {
    core::Command start = of_shift(stage, Deed::shift_start, words);
    if (words.has("role")) start.role = core::RoleName{words["role"]};
    if (words.has("until")) start.until = stage.moment(words["until"]);
    stage.receives(words["client"], start);
}

void end_shift(Stage& stage, const Words& words) {
    core::Command end = of_shift(stage, Deed::shift_end, words);
    end.acknowledge = words.has("anyway");
    stage.receives(words["client"], end);
}

void hand_over(Stage& stage, const Words& words) {
    core::Command offer = command_of(stage, Deed::handover, words);
    offer.to = core::ClientName{words["other"]};
    stage.receives(words["client"], offer);
}

void take_over(Stage& stage, const Words& words) {
    core::Command take = command_of(stage, Deed::handover, words);
    take.acknowledge = true;
    stage.receives(words["client"], take);
}

constexpr Sentence all_shift_sentences[] = {
    {"{client} starts the shift [of {other:client}] [as {role}] [until {until:time}]", start_shift},
    {"{client} ends the shift [of {other:client}] [anyway] [{text}]", end_shift},
    {"{client} hands over to {other:client} [{text}]", hand_over},
    {"{client} takes over", take_over},
};

}  // namespace

Sentences shift_sentences() {
    return all_shift_sentences;
}

}  // namespace paraat::scenario

#include "tests/scenario/command.hpp"
#include "tests/scenario/sentence.hpp"

// Silence and shelf.
namespace paraat::scenario {
namespace {

using core::Deed;

template <Deed deed>
void put_to_rest(Stage& stage, const Words& words) {
    core::Command rest = command_of(stage, deed, words);
    rest.until = stage.moment(words["until"]);
    stage.receives(words["client"], rest);
}

template <Deed deed>
void take_back(Stage& stage, const Words& words) {
    core::Command back = command_of(stage, deed, words);
    back.until = Instant{0};
    stage.receives(words["client"], back);
}

constexpr Sentence all_rest_sentences[] = {
    {"{client} silences {incident} until {until:time} [{text}] [as of {time}]", put_to_rest<Deed::silence>},
    {"{client} takes back the silence of {incident} [as of {time}]", take_back<Deed::silence>},
    {"{client} shelves {incident} until {until:time} [{text}] [as of {time}]", put_to_rest<Deed::shelve>},
    {"{client} takes {incident} off the shelf [as of {time}]", take_back<Deed::shelve>},
};

}  // namespace

Sentences rest_sentences() {
    return all_rest_sentences;
}

}  // namespace paraat::scenario

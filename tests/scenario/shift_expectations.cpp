#include "tests/scenario/sentence.hpp"

// Who is at work.
namespace paraat::scenario {
namespace {

// Those of the sentence that are at work, or are not; who never said counts as there.
std::vector<std::string> those_off_duty(const Stage& stage, const Words& words, bool is_off) {
    std::vector<std::string> found = stage.clients(words);
    std::erase_if(found, [&](const std::string& client) {
        return stage.centre.state.is_off_duty(core::ClientName{client}) != is_off;
    });
    return found;
}

Verdict are_on_duty(const Stage& stage, const Words& words) {
    return are_same(stage.clients(words), those_off_duty(stage, words, false));
}

Verdict are_off_duty(const Stage& stage, const Words& words) {
    return are_same(stage.clients(words), those_off_duty(stage, words, true));
}

constexpr Sentence all_shift_expectations[] = {
    {"{clients} is|are on duty", are_on_duty},
    {"{clients} is|are off duty", are_off_duty},
};

}  // namespace

Sentences shift_expectations() {
    return all_shift_expectations;
}

}  // namespace paraat::scenario

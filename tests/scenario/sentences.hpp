#pragma once

#include <string>
#include <vector>

#include "tests/scenario/pattern.hpp"
#include "tests/scenario/sentence.hpp"

namespace paraat::scenario {

// A sentence as a line has it: what it does, and what stands in its places.
struct Said {
    const Sentence* sentence = nullptr;
    Words words;
};

// The only form that the tokens fit; a mistake when none does, or more than one.
Said find_sentence(const std::vector<Token>& tokens, const Names& names);

}  // namespace paraat::scenario

#pragma once

#include <span>
#include <string_view>

#include "tests/scenario/names.hpp"
#include "tests/scenario/words.hpp"

namespace paraat::scenario {

// What may stand in a place of a sentence.
struct PlaceKind {
    std::string_view name;  // {name}
    // How many of the tokens it takes; 0 = the first is none of its kind. None where only `words` fit.
    std::size_t (*takes)(std::span<const Token> tokens, const Names& names) = nullptr;
    std::span<const std::string_view> words = {};

    std::size_t take(std::span<const Token> tokens, const Names& names) const;
};

std::span<const PlaceKind> place_kinds();
// Of a form; a kind that is not there is a bug in the table of sentences.
const PlaceKind& place_kind(std::string_view name);

}  // namespace paraat::scenario

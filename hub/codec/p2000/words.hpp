#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hub/codec/p2000/dispatch.hpp"

namespace paraat::codec::p2000 {

// The words of a page on their way to a dispatch: each step takes away those that it understood.
using Words = std::vector<std::string>;

std::string joined(const Words& words, std::size_t from, std::size_t to);
void erase(Words& words, std::size_t from, std::size_t to);
// Whether a word is so many digits.
bool is_number(std::string_view word, std::size_t least, std::size_t most);

// "SGRAVH": how some control rooms write the name of a place.
bool is_short_name(std::string_view word);

// Remarks in brackets go to the dispatch; what is left are the words.
Words take_brackets(std::string_view text, Dispatch& dispatch);
// Tests, drills and withdrawals, by words anywhere.
void take_flags(Words& words, Dispatch& dispatch);
void take_priority(Words& words, Dispatch& dispatch);
void take_numbers(Words& words, Dispatch& dispatch);
void take_units(Words& words, Dispatch& dispatch, const Tables& tables);
// The first classification of the table, of several the longest.
void take_class(Words& words, Dispatch& dispatch, const Tables& tables);
// All that is left is where it is.
void take_place(Words& words, Dispatch& dispatch, const Tables& tables);

}  // namespace paraat::codec::p2000

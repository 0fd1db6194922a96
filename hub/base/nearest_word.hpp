#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paraat {

// The known word that is most like `word` (optimal string alignment distance, upper and lower case alike), the first of
// several; nullopt when even that one differs in more than a third of its letters (two letters for short words). Never
// the word itself.
std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known);

// `; did you mean "x"?`, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

inline constexpr std::size_t words_told_most = 10;

// A line for whoever wrote a word that nobody knows: `did you mean "x"?`; where none is like it and they are few,
// `one of a, b, c`; or nothing.
std::string suggestion_for(std::string_view word, const std::vector<std::string>& known);

}  // namespace paraat

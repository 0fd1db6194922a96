#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paraat {

// The known word that is most like `word` (optimal string alignment distance), the first of several; nullopt when even
// that one differs in more than a third of its letters (two letters for short words).
std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& known);

// `; did you mean "x"?`, or nothing.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& known);

}  // namespace paraat

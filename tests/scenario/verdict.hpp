#pragma once

#include <string>
#include <vector>

namespace paraat::scenario {

// What was expected, and what is so, as a person reads it.
struct Verdict {
    bool holds = false;
    std::string expected;
    std::string found;
};

Verdict is_same(const std::string& expected, const std::string& found);
// In any order; none is "nobody".
Verdict are_same(std::vector<std::string> expected, std::vector<std::string> found);
// `found` says it somewhere.
Verdict says(const std::string& expected, const std::string& found);
// A sentence that holds or not, where there is no more to tell.
Verdict is_so(bool holds, const std::string& expected, const std::string& otherwise);

}  // namespace paraat::scenario

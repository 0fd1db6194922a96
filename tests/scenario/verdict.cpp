#include "tests/scenario/verdict.hpp"

#include <algorithm>

#include "tests/scenario/words.hpp"

namespace paraat::scenario {

Verdict is_same(const std::string& expected, const std::string& found) {
    return {expected == found, expected, found};
}

Verdict are_same(std::vector<std::string> expected, std::vector<std::string> found) {
    const auto told = [](std::vector<std::string>& texts) {
        std::sort(texts.begin(), texts.end());
        return texts.empty() ? "nobody" : joined(texts);
    };
    return is_same(told(expected), told(found));
}

Verdict says(const std::string& expected, const std::string& found) {
    const bool holds = found.find(expected) != std::string::npos;
    return {holds, "something with \"" + expected + "\"", found.empty() ? "nothing" : found};
}

Verdict is_so(bool holds, const std::string& expected, const std::string& otherwise) {
    return {holds, expected, holds ? expected : otherwise};
}

}  // namespace paraat::scenario

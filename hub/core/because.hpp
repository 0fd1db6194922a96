#pragma once

#include <string>
#include <utility>
#include <vector>

namespace paraat::core {

// Why something happened: a sentence, and the same as a code with arguments for other languages.
struct Because {
    std::string text;  // "severity is extreme"
    std::string code;  // "severity_is"
    std::vector<std::pair<std::string, std::string>> args;

    bool operator==(const Because&) const = default;
};

}  // namespace paraat::core

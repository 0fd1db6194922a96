#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/scenario/words.hpp"

namespace paraat::scenario {

// A line that says something, without its comment.
struct Line {
    int number = 0;  // in the file, from 1
    std::vector<Token> tokens;
};

// A scenario as it stands in a file: a title, and lines. docs/scenarios.md says what they may say.
struct ScenarioFile {
    std::string path;
    std::string title;
    std::vector<Line> lines;
    std::string mistake;  // why it cannot be read, and where
    int mistake_line = 0;
};

ScenarioFile read_scenario(std::string_view text, const std::string& path);

}  // namespace paraat::scenario

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace paraat {

// Something wrong in a text that has lines (a rule, a configuration). Line and column count from 1, the column in
// characters (code points); column 0 means the whole line, line 0 the whole file.
struct SourceIssue {
    std::string code;  // stable, e.g. "unknown_key"
    std::string file;
    int line = 0;
    int column = 0;
    std::string message;     // one sentence
    std::string suggestion;  // `did you mean "when"?`, or empty

    bool operator==(const SourceIssue&) const = default;
};

inline constexpr std::size_t width_shown = 160;  // characters of a line that is shown

// `file:line:column: message [code]`, then the line of `source` with a caret below the column, then the suggestion. Of
// a long line the part around the column is shown.
std::string render(const SourceIssue& issue, std::string_view source);

// All issues, each as above, one after the other.
std::string render(const std::vector<SourceIssue>& issues, std::string_view source);

}  // namespace paraat

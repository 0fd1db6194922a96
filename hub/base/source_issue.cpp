#include "hub/base/source_issue.hpp"

#include <cstddef>

namespace paraat {

namespace {

std::string_view line_of(std::string_view source, int line) {
    for (int i = 1; i < line; ++i) {
        const auto end = source.find('\n');
        if (end == std::string_view::npos) return {};
        source.remove_prefix(end + 1);
    }
    return source.substr(0, source.find('\n'));
}

}  // namespace

std::string render(const SourceIssue& issue, std::string_view source) {
    std::string text = issue.file;
    if (issue.line > 0) text += ":" + std::to_string(issue.line);
    if (issue.line > 0 && issue.column > 0) text += ":" + std::to_string(issue.column);
    text += ": " + issue.message + " [" + issue.code + "]\n";
    const auto line = issue.line > 0 ? line_of(source, issue.line) : std::string_view{};
    if (!line.empty()) {
        text += "  " + std::string(line) + "\n";
        if (issue.column > 0) text += "  " + std::string(static_cast<std::size_t>(issue.column - 1), ' ') + "^\n";
    }
    if (!issue.suggestion.empty()) text += "  " + issue.suggestion + "\n";
    return text;
}

std::string render(const std::vector<SourceIssue>& issues, std::string_view source) {
    std::string text;
    for (const auto& issue : issues) text += render(issue, source);
    return text;
}

}  // namespace paraat

#include "hub/base/source_issue.hpp"

#include <algorithm>
#include <cstddef>

namespace paraat {

namespace {

std::string_view line_of(std::string_view source, int line) {
    for (int i = 1; i < line; ++i) {
        const auto end = source.find('\n');
        if (end == std::string_view::npos) return {};
        source.remove_prefix(end + 1);
    }
    source = source.substr(0, source.find('\n'));
    if (source.ends_with('\r')) source.remove_suffix(1);
    return source;
}

// Its characters; bytes that are no UTF-8 stand for themselves.
std::vector<std::string_view> characters_of(std::string_view line) {
    std::vector<std::string_view> characters;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t end = at + 1;
        while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80) ++end;
        characters.push_back(line.substr(at, end - at));
        at = end;
    }
    return characters;
}

// The line, or of a long one the part around the column, and a caret under it.
std::string shown(std::string_view line, int column) {
    const std::vector<std::string_view> characters = characters_of(line);
    const std::size_t at = std::min(column > 0 ? static_cast<std::size_t>(column - 1) : 0, characters.size());
    std::size_t begin = 0;
    if (characters.size() > width_shown && at > width_shown / 2) {
        begin = std::min(at - width_shown / 2, characters.size() - width_shown);
    }
    const std::size_t end = std::min(begin + width_shown, characters.size());
    std::string text = begin > 0 ? "  ..." : "  ";
    std::string below = begin > 0 ? "     " : "  ";
    for (std::size_t i = begin; i < end; ++i) text += characters[i];
    text += end < characters.size() ? "...\n" : "\n";
    if (column <= 0) return text;
    // A tab is as wide below as above.
    for (std::size_t i = begin; i < at; ++i) below += i < end && characters[i] == "\t" ? '\t' : ' ';
    return text + below + "^\n";
}

}  // namespace

std::string render(const SourceIssue& issue, std::string_view source) {
    std::string text = issue.file;
    if (issue.line > 0) text += ":" + std::to_string(issue.line);
    if (issue.line > 0 && issue.column > 0) text += ":" + std::to_string(issue.column);
    text += ": " + issue.message + " [" + issue.code + "]\n";
    const auto line = issue.line > 0 ? line_of(source, issue.line) : std::string_view{};
    if (!line.empty()) text += shown(line, issue.column);
    if (!issue.suggestion.empty()) text += "  " + issue.suggestion + "\n";
    return text;
}

std::string render(const std::vector<SourceIssue>& issues, std::string_view source) {
    std::string text;
    for (const auto& issue : issues) text += render(issue, source);
    return text;
}

}  // namespace paraat

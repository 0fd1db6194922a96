#include "tests/fuzz/promises.hpp"

#include <nlohmann/json.hpp>

#include "hub/base/utf8.hpp"

namespace paraat::fuzz {
namespace {

constexpr std::size_t sentence_most = 1'024;  // bytes

bool is_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

// The lines of a text, each as the number of its characters.
std::vector<int> widths_of(std::string_view text) {
    std::vector<int> widths = {0};
    for (const char c : text) {
        if (c == '\n') {
            widths.push_back(0);
        } else {
            widths.back() += is_character(c) ? 1 : 0;
        }
    }
    return widths;
}

}  // namespace

void check_error(const Error& error) {
    promise(!error.code.empty() && !error.message.empty(), "what is refused has a code and a sentence");
    promise(is_utf8(error.code) && is_utf8(error.field) && is_utf8(error.message), "a refusal is UTF-8");
    promise(error.message.size() <= sentence_most && error.field.size() <= sentence_most, "a refusal is short");
}

void check_issue(const SourceIssue& issue, std::string_view text) {
    promise(!issue.code.empty() && !issue.message.empty(), "an issue says what it is");
    const std::vector<int> widths = widths_of(text);
    promise(issue.line >= 0 && issue.column >= 0, "an issue's place counts from 1");
    promise(issue.line <= static_cast<int>(widths.size()), "an issue's line is in the file");
    promise(issue.line > 0 || issue.column == 0, "the whole file has no column");
    if (issue.line > 0) {
        promise(issue.column <= widths[static_cast<std::size_t>(issue.line) - 1] + 1,
                "an issue's column is in its line");
    }
    promise(!is_utf8(text) || is_utf8(render(issue, text)), "what is told of UTF-8 is UTF-8");
}

void check_issues(const std::vector<SourceIssue>& issues, std::string_view text) {
    for (const SourceIssue& issue : issues) check_issue(issue, text);
}

void check_json(const std::string& text) {
    promise(is_utf8(text), "JSON is UTF-8");
    const auto json = nlohmann::json::parse(text, nullptr, false);
    promise(json.is_object(), "JSON is what every reader takes for JSON");
}

}  // namespace paraat::fuzz

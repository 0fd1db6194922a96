#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/base/source_issue.hpp"

// What several targets hold our code to.
namespace paraat::fuzz {

struct Broken : std::logic_error {
    using std::logic_error::logic_error;
};

inline void promise(bool is_kept, const char* what) {
    if (!is_kept) throw Broken(what);
}

// It has a code, a sentence that is not endless, and names its place; all of it in UTF-8.
void check_error(const Error& error);
// It says what it is, and lies in the text; told of UTF-8 it is UTF-8.
void check_issue(const SourceIssue& issue, std::string_view text);
void check_issues(const std::vector<SourceIssue>& issues, std::string_view text);
// An object of JSON in UTF-8, by a reader that is not ours.
void check_json(const std::string& text);

}  // namespace paraat::fuzz

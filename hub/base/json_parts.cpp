#include "hub/base/json_parts.hpp"

#include <algorithm>
#include <cstddef>

namespace paraat {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view ends_of_scalar = " \t\r\n,:]}";

class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {
        constexpr std::string_view mark = "\xEF\xBB\xBF";  // of UTF-8, which parsers pass over
        if (text_.starts_with(mark)) text_.remove_prefix(mark.size());
        skip_blanks();
    }

    // Whether that character is next; then it is passed.
    bool pass(char character) {
        if (at_ >= text_.size() || text_[at_] != character) return false;
        ++at_;
        skip_blanks();
        return true;
    }

    std::string_view value() {
        const std::size_t begin = at_;
        int depth = 0;
        do {
            if (at_ >= text_.size()) break;
            const char next = text_[at_];
            if (next == '"') {
                pass_string();
            } else if (next == '{' || next == '[') {
                ++depth;
                ++at_;
            } else if (next == '}' || next == ']') {
                --depth;
                ++at_;
            } else if (depth > 0) {
                ++at_;
            } else {
                at_ = std::min(text_.find_first_of(ends_of_scalar, at_), text_.size());
            }
        } while (depth > 0);
        const std::string_view found = text_.substr(begin, at_ - begin);
        skip_blanks();
        return found;
    }

private:
    void skip_blanks() { at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size()); }
    void pass_string() {
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\') ++at_;
        }
        at_ = std::min(at_ + 1, text_.size());
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

std::string_view json_member(std::string_view object, std::string_view name) {
    Cursor cursor(object);
    std::string_view found;
    if (!cursor.pass('{')) return found;
    do {
        const std::string_view key = cursor.value();
        if (!cursor.pass(':')) break;
        const std::string_view value = cursor.value();
        const bool is_it = key.size() == name.size() + 2 && key.substr(1, name.size()) == name;
        if (is_it) found = value;
    } while (cursor.pass(','));
    return found;
}

std::vector<std::string_view> json_items(std::string_view list) {
    std::vector<std::string_view> items;
    Cursor cursor(list);
    if (!cursor.pass('[') || cursor.pass(']')) return items;
    do items.push_back(cursor.value());
    while (cursor.pass(','));
    return items;
}

}  // namespace paraat

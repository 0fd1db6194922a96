#include "hub/tak/xml_scanner.hpp"

#include <cctype>
#include <string_view>

namespace paraat::tak {
namespace {

constexpr std::size_t name_most = 256;
constexpr std::string_view comment_mark = "--";
constexpr std::string_view cdata_mark = "[CDATA[";

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Also the bytes of letters beyond ASCII.
bool begins_name(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == ':' || (c & '\x80') != 0;
}

}  // namespace

XmlScanner::Step XmlScanner::feed(char c) {
    const auto step = [&] {
        switch (in_) {
            case In::text: return in_text(c);
            case In::open: return in_open(c);
            case In::mark: return in_mark(c);
            case In::comment: return until(c, "-->");
            case In::cdata: return until(c, "]]>");
            case In::instruction: return until(c, "?>");
            case In::start_tag: return in_start_tag(c);
            case In::quoted:
                if (c == quote_) in_ = In::start_tag;
                return Step::more;
            case In::end_tag: return in_end_tag(c);
        }
        return Step::wrong;
    }();
    if (step != Step::more) *this = XmlScanner{};
    return step;
}

XmlScanner::Step XmlScanner::in_text(char c) {
    if (c == '<') {
        in_ = In::open;
        return Step::more;
    }
    // Before the root stand at most spaces and the mark of UTF-8.
    const bool is_mark = c == '\xef' || c == '\xbb' || c == '\xbf';
    return root_.empty() && !is_space(c) && !is_mark ? Step::wrong : Step::more;
}

XmlScanner::Step XmlScanner::in_open(char c) {
    name_.clear();
    tail_.clear();
    mark_.clear();
    is_named_ = is_slashed_ = false;
    if (c == '?') {
        in_ = In::instruction;
    } else if (c == '!') {
        in_ = In::mark;
    } else if (c == '/' && !root_.empty()) {
        in_ = In::end_tag;
    } else if (begins_name(c)) {
        in_ = In::start_tag;
        name_ = c;
    } else {
        return Step::wrong;
    }
    return Step::more;
}

XmlScanner::Step XmlScanner::in_mark(char c) {
    mark_ += c;
    if (mark_ == comment_mark) in_ = In::comment;
    if (mark_ == cdata_mark && !root_.empty()) in_ = In::cdata;
    const bool may_become_one = comment_mark.starts_with(mark_) || (!root_.empty() && cdata_mark.starts_with(mark_));
    return may_become_one ? Step::more : Step::wrong;
}

XmlScanner::Step XmlScanner::until(char c, const char* end) {
    const std::string_view wanted = end;
    tail_ += c;
    if (tail_.size() > wanted.size()) tail_.erase(0, 1);
    if (tail_ == wanted) in_ = In::text;
    return Step::more;
}

// False when it is too long to be one.
bool XmlScanner::name(char c) {
    if (is_space(c) || c == '/' || c == '>') is_named_ = true;
    if (!is_named_) name_ += c;
    return name_.size() <= name_most;
}

XmlScanner::Step XmlScanner::in_start_tag(char c) {
    if (!name(c) || c == '<') return Step::wrong;
    if (c == '>') return closed_tag();
    is_slashed_ = c == '/';
    if (c == '"' || c == '\'') {
        quote_ = c;
        in_ = In::quoted;
    }
    return Step::more;
}

XmlScanner::Step XmlScanner::closed_tag() {
    in_ = In::text;
    const bool is_root = root_.empty();
    if (is_root) root_ = name_;
    if (is_slashed_) return is_root ? Step::done : Step::more;
    if (name_ == root_) ++open_;
    return Step::more;
}

XmlScanner::Step XmlScanner::in_end_tag(char c) {
    if (!name(c) || c == '<') return Step::wrong;
    if (c != '>') return Step::more;
    in_ = In::text;
    if (name_ == root_ && --open_ == 0) return Step::done;
    return Step::more;
}

}  // namespace paraat::tak

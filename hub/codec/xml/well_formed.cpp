#include "hub/codec/xml/well_formed.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "hub/base/utf8.hpp"

namespace paraat::codec::xml {
namespace {

constexpr std::string_view white = " \t\r\n";
constexpr std::string_view include_namespace = "http://www.w3.org/2001/XInclude";

bool is_white(char c) {
    return white.find(c) != std::string_view::npos;
}

bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
           static_cast<std::uint8_t>(c) >= 0x80;
}

bool continues_name(char c) {
    return begins_name(c) || is_digit(c) || c == '-' || c == '.';
}

bool is_character(std::uint32_t point) {
    return point == 9 || point == 10 || point == 13 || (point >= 0x20 && point < 0xD800) ||
           (point >= 0xE000 && point < 0xFFFE) || (point >= 0x10000 && point < 0x110000);
}

// "#38", "#x26" or a name, as it stands between & and ;
bool is_reference(std::string_view text) {
    if (!text.starts_with('#')) {
        return text == "amp" || text == "lt" || text == "gt" || text == "quot" || text == "apos";
    }
    text.remove_prefix(1);
    const bool is_hex = text.starts_with('x');
    if (is_hex) text.remove_prefix(1);
    if (text.empty() || text.size() > 8) return false;
    std::uint32_t point = 0;
    for (const char c : text) {
        const bool is_letter = is_hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
        if (!is_digit(c) && !is_letter) return false;
        const auto digit = static_cast<std::uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        point = point * (is_hex ? 16U : 10U) + digit;
        if (point > 0x10FFFF) return false;
    }
    return is_character(point);
}

// One walk over the text. Each step returns what is wrong, or nothing.
class Walk {
public:
    using Fault = std::optional<Error>;

    Walk(std::string_view text, const Limits& limits) : text_(text), limits_(limits) {}

    Result<Remarks> go() {
        while (at_ < text_.size()) {
            if (auto fault = text_[at_] == '<' ? markup() : characters()) return *fault;
        }
        if (!open_.empty()) return wrong("\"" + shortened(open_.back(), 32) + "\" is not closed");
        if (!had_root_) return wrong("there is no element");
        return remarks_;
    }

private:
    Error fault(const char* code, std::string what) const {
        const auto line =
            1 +
            std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, text_.size())), '\n');
        return Error{code, "", "line " + std::to_string(line) + ": " + std::move(what)};
    }
    Error wrong(std::string what) const { return fault("unreadable", std::move(what)); }
    Error too_much(std::string what) const { return fault("too_long", std::move(what)); }

    bool begins(std::string_view with) const { return text_.substr(at_).starts_with(with); }

    Fault count_node() {
        if (++nodes_ > limits_.nodes) return too_much("more than " + std::to_string(limits_.nodes) + " parts");
        return std::nullopt;
    }

    Fault markup() {
        if (auto fault = begins("</") ? std::nullopt : count_node()) return fault;
        if (begins("<!--")) return comment();
        if (begins("<![CDATA[")) return cdata();
        if (begins("<!")) return wrong("a DOCTYPE, an entity or another declaration is not read");
        if (begins("<?")) return instruction();
        return begins("</") ? end_tag() : start_tag();
    }

    Fault comment() {
        const auto end = text_.find("--", at_ + 4);
        if (end == std::string_view::npos) return wrong("a comment is not closed");
        if (!text_.substr(end).starts_with("-->")) return wrong("a comment has -- in it");
        at_ = end + 3;
        return std::nullopt;
    }

    Fault cdata() {
        if (open_.empty()) return wrong("text outside of the elements");
        const auto end = text_.find("]]>", at_);
        if (end == std::string_view::npos) return wrong("a CDATA section is not closed");
        at_ = end + 3;
        return std::nullopt;
    }

    Fault instruction() {
        const auto end = text_.find("?>", at_);
        if (end == std::string_view::npos) return wrong("an instruction is not closed");
        if (!begins("<?xml-stylesheet") || !is_white(text_[at_ + 16])) return wrong("instructions are not read");
        remarks_.push_back({"", "its style sheet is not looked at"});
        at_ = end + 2;
        return std::nullopt;
    }

    std::string_view name() {
        const auto begin = at_;
        if (at_ < text_.size() && begins_name(text_[at_])) {
            while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
        }
        return text_.substr(begin, at_ - begin);
    }

    bool skip_white() {
        const auto begin = at_;
        while (at_ < text_.size() && is_white(text_[at_])) ++at_;
        return at_ != begin;
    }

    Fault end_tag() {
        at_ += 2;
        const auto closed = name();
        skip_white();
        if (at_ >= text_.size() || text_[at_] != '>') return wrong("a closing tag is wrong");
        ++at_;
        if (open_.empty() || open_.back() != closed) return wrong("a closing tag that closes nothing");
        open_.pop_back();
        return std::nullopt;
    }

    Fault start_tag() {
        if (open_.empty() && had_root_) return wrong("a second element at the top");
        ++at_;
        const auto opened = name();
        if (opened.empty()) return wrong("a < that begins no tag");
        had_root_ = true;
        std::vector<std::string_view> attributes;
        for (;;) {
            const bool apart = skip_white();
            if (begins("/>")) {
                at_ += 2;
                return open_.size() >= limits_.depth ? Fault(too_deep()) : std::nullopt;
            }
            if (begins(">")) {
                ++at_;
                open_.push_back(opened);
                return open_.size() > limits_.depth ? Fault(too_deep()) : std::nullopt;
            }
            if (!apart) return wrong("a tag is wrong");
            if (auto fault = attribute(attributes)) return fault;
        }
    }

    Error too_deep() const { return too_much("deeper than " + std::to_string(limits_.depth) + " elements"); }

    Fault attribute(std::vector<std::string_view>& seen) {
        if (auto fault = count_node()) return fault;
        const auto key = name();
        if (key.empty()) return wrong("a tag is wrong");
        if (std::find(seen.begin(), seen.end(), key) != seen.end()) return wrong("an attribute twice in one tag");
        seen.push_back(key);
        if (seen.size() > limits_.attributes) {
            return too_much("more than " + std::to_string(limits_.attributes) + " attributes in one tag");
        }
        skip_white();
        if (!begins("=")) return wrong("an attribute without a value");
        ++at_;
        skip_white();
        if (!begins("\"") && !begins("'")) return wrong("an attribute without quotes");
        const auto end = text_.find(text_[at_], at_ + 1);
        if (end == std::string_view::npos) return wrong("an attribute that is not closed");
        const auto value = text_.substr(at_ + 1, end - at_ - 1);
        if (value.find('<') != std::string_view::npos) return wrong("a < within an attribute");
        if (key == "xmlns" || key.starts_with("xmlns:")) {
            if (value == include_namespace) return wrong("XInclude is not read");
            // So that a namespace can be compared as it stands.
            if (value.find('&') != std::string_view::npos) return wrong("a reference within the name of a namespace");
        }
        if (auto fault = references(value)) return fault;
        at_ = end + 1;
        return std::nullopt;
    }

    Fault characters() {
        const auto end = std::min(text_.find('<', at_), text_.size());
        const auto run = text_.substr(at_, end - at_);
        if (open_.empty() && run.find_first_not_of(white) != std::string_view::npos) {
            return wrong("text outside of the elements");
        }
        if (run.find("]]>") != std::string_view::npos) return wrong("]]> within text");
        if (auto fault = references(run)) return fault;
        at_ = end;
        return std::nullopt;
    }

    Fault references(std::string_view run) const {
        for (auto at = run.find('&'); at != std::string_view::npos; at = run.find('&', at + 1)) {
            const auto end = run.substr(at, 12).find(';');
            if (end == std::string_view::npos || !is_reference(run.substr(at + 1, end - 1))) {
                return wrong("an & that begins no reference that XML has by itself");
            }
        }
        return std::nullopt;
    }

    std::string_view text_;
    const Limits& limits_;
    std::size_t at_ = 0;
    std::size_t nodes_ = 0;
    bool had_root_ = false;
    std::vector<std::string_view> open_;
    Remarks remarks_;
};

}  // namespace

Result<Remarks> check_well_formed(std::string_view text, const Limits& limits) {
    return Walk(text, limits).go();
}

}  // namespace paraat::codec::xml

#include "hub/base/toml_node.hpp"

#include <algorithm>
#include <exception>
#include <optional>

// A few malformed files break what the parser assumes of itself, where it would end the process.
namespace {
struct BrokenAssumption : std::exception {};
}  // namespace
#define TOML_ASSERT(condition)                      \
    do {                                            \
        if (!(condition)) throw BrokenAssumption{}; \
    } while (false)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wterminate"  // where it may not throw, it ends the process as it would anyway
#include <toml++/toml.h>
#pragma GCC diagnostic pop

namespace paraat {
namespace {

int as_int(toml::source_index index) {
    return static_cast<int>(index);
}

LineColumn place_of(const toml::source_position& position) {
    return {as_int(position.line), as_int(position.column)};
}

std::unique_ptr<TomlNode> copy(const toml::node& from) {
    auto node = std::make_unique<TomlNode>();
    node->place = place_of(from.source().begin);
    if (const auto* text = from.as_string()) {
        node->value = text->get();
    } else if (const auto* number = from.as_integer()) {
        node->value = number->get();
    } else if (const auto* truth = from.as_boolean()) {
        node->value = truth->get();
    } else if (const auto* list = from.as_array()) {
        TomlNode::List elements;
        for (const toml::node& element : *list) elements.push_back(copy(element));
        node->value = std::move(elements);
    } else if (const auto* table = from.as_table()) {
        TomlNode::Map members;
        for (const auto& [key, member] : *table) {
            members[std::string(key.str())] = copy(member);
            node->key_places[std::string(key.str())] = place_of(key.source().begin);
        }
        node->value = std::move(members);
    }
    return node;
}

// Finds keys and values that nest so deeply that parsing them, which goes by recursion, would use up the stack.
class DepthScan {
public:
    explicit DepthScan(std::string_view text) : text_(text) {}

    // The place of the first one.
    std::optional<LineColumn> run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"' || c == '\'') {
                skip_string(c);
                continue;
            }
            if (c == '#') {
                while (at_ < text_.size() && text_[at_] != '\n') ++at_;
                continue;
            }
            if (c == '.') ++dots_;
            if (std::string_view("\n=,[]{}").find(c) != std::string_view::npos) dots_ = 0;
            if (c == '[' || c == '{') ++open_;
            if ((c == ']' || c == '}') && open_ > 0) --open_;
            if (dots_ >= toml_depth_most || open_ > toml_depth_most) return place();
            ++at_;
        }
        return std::nullopt;
    }

private:
    void skip_string(char quote) {
        const std::string_view all(quote == '"' ? "\"\"\"" : "'''");
        const bool is_long = text_.substr(at_).starts_with(all);
        const std::string_view quotes = all.substr(0, is_long ? 3 : 1);
        at_ += quotes.size();
        while (at_ < text_.size() && !text_.substr(at_).starts_with(quotes)) {
            if (!is_long && text_[at_] == '\n') return;
            at_ += quote == '"' && text_[at_] == '\\' ? 2 : 1;
        }
        at_ = std::min(at_ + quotes.size(), text_.size());
    }

    LineColumn place() const {
        const std::string_view before = text_.substr(0, at_);
        const auto line = std::count(before.begin(), before.end(), '\n');
        const auto start = before.rfind('\n') + 1;  // npos + 1 = 0
        const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(start), before.end(),
                                          [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
        return {static_cast<int>(line) + 1, static_cast<int>(column) + 1};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int dots_ = 0;
    int open_ = 0;
};

// The line that breaks the parser's assumption, which cannot say so itself: of the files that end with each line, the
// first that breaks it.
int broken_line(const std::string& text) {
    std::vector<std::size_t> ends;
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) ends.push_back(at);
    const auto is_good = [&](std::size_t end) {
        try {
            (void)toml::parse(std::string_view(text).substr(0, end));
        } catch (const toml::parse_error&) {
        } catch (const BrokenAssumption&) {
            return false;
        }
        return true;
    };
    return static_cast<int>(std::partition_point(ends.begin(), ends.end(), is_good) - ends.begin()) + 1;
}

}  // namespace

std::unique_ptr<TomlNode> read_toml(const std::string& text, const std::string& file,
                                    std::vector<SourceIssue>& issues) {
    const auto broken = [&](LineColumn place, std::string message) {
        issues.push_back({"syntax", file, place.line, place.column, std::move(message), ""});
        auto empty = std::make_unique<TomlNode>();
        empty->value = TomlNode::Map{};
        return empty;
    };
    if (const auto place = DepthScan(text).run()) return broken(*place, "this is nested deeper than 32 levels");
    try {
        return copy(toml::parse(text));
    } catch (const toml::parse_error& error) {
        return broken(place_of(error.source().begin), std::string(error.description()));
    } catch (const BrokenAssumption&) {
        return broken({broken_line(text), 0}, "this is no line of a TOML file");
    }
}

}  // namespace paraat

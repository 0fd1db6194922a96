#include "hub/codec/json_tree.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/utf8.hpp"
#include "hub/codec/format.hpp"

namespace paraat::codec {
namespace {

using Tree = nlohmann::ordered_json;

constexpr int nesting_most = 16;

std::string with_commas(std::size_t number) {
    std::string text = std::to_string(number);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

}  // namespace

Result<Tree> read_json_tree(std::string_view text, std::size_t keys_most) {
    if (text.size() > payload_most) return Error{"too_long", "", "a message has at most 65,536 bytes"};
    std::vector<std::vector<std::string>> keys;  // of the objects that are open
    std::size_t key_count = 0;
    std::optional<std::string> twice;
    bool is_too_deep = false;
    bool has_bad_key = false;
    const auto watch = [&](int depth, Tree::parse_event_t event, Tree& parsed) {
        const bool is_object = event == Tree::parse_event_t::object_start;
        is_too_deep |= depth >= nesting_most && (is_object || event == Tree::parse_event_t::array_start);
        if (is_object) keys.emplace_back();
        if (event == Tree::parse_event_t::key && ++key_count <= keys_most) {
            const auto& key = parsed.get_ref<const std::string&>();
            has_bad_key |= !is_utf8(key);
            keys.back().push_back(key);
        }
        if (event == Tree::parse_event_t::object_end) {
            std::sort(keys.back().begin(), keys.back().end());
            const auto same = std::adjacent_find(keys.back().begin(), keys.back().end());
            if (same != keys.back().end()) twice = *same;
            keys.pop_back();
        }
        return !is_too_deep && key_count <= keys_most;
    };
    // The parser takes the byte zero for the end of the text.
    const bool has_zero = text.find('\0') != std::string_view::npos;
    Tree tree = has_zero ? Tree(Tree::value_t::discarded) : Tree::parse(text.begin(), text.end(), watch, false);
    if (is_too_deep) return Error{"unreadable", "", "the JSON is nested deeper than 16"};
    if (key_count > keys_most) {
        return Error{"too_long", "", "a message has at most " + with_commas(keys_most) + " keys"};
    }
    if (tree.is_discarded() || has_bad_key) return Error{"unreadable", "", "this is no well-formed JSON in UTF-8"};
    if (twice) {
        return Error{"unreadable", shortened(*twice), "the key \"" + shortened(*twice) + "\" is there twice"};
    }
    return tree;
}

}  // namespace paraat::codec

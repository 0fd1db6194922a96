#include "hub/base/plain_name.hpp"

#include <algorithm>

#include "hub/base/utf8.hpp"

namespace paraat {

bool is_plain_name(std::string_view text, char also) {
    return !text.empty() && text.size() <= plain_name_most && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == also;
    });
}

std::string no_plain_name(std::string_view text, char also) {
    return "\"" + shortened(text) + "\" is no name: at most 32 of a-z, 0-9 and " + also;
}

}  // namespace paraat

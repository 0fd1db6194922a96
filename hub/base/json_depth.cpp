#include "hub/base/json_depth.hpp"

#include <cstddef>

namespace paraat {

bool is_json_deeper(std::string_view text, int most) {
    int depth = 0;
    bool is_quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_quoted && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            is_quoted = !is_quoted;
        } else if (!is_quoted && (text[i] == '[' || text[i] == '{')) {
            if (++depth > most) return true;
        } else if (!is_quoted && (text[i] == ']' || text[i] == '}')) {
            --depth;
        }
    }
    return false;
}

}  // namespace paraat

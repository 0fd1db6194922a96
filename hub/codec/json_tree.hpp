#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "hub/base/result.hpp"

namespace paraat::codec {

// The text as a tree of any kind, its keys in their order. Refused: longer than `payload_most`, more keys than said
// (`too_long`); nested deeper than 16, a key twice in one object, a key with U+0000, what is no JSON in UTF-8, NaN and
// numbers beyond a double among it (`unreadable`). Texts in it may hold U+0000. Looking for a key costs as much as the
// object has keys. Any thread.
Result<nlohmann::ordered_json> read_json_tree(std::string_view text, std::size_t keys_most);

}  // namespace paraat::codec

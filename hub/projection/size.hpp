#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace paraat::projection {

// What a text of a client, 4,000 bytes, takes in JSON where it has no control characters but ends of lines and tabs.
inline constexpr std::size_t text_json_most = 8'000;

// What a text takes in JSON, where a control character is six bytes: the larger of a message's two forms.
std::size_t json_size(std::string_view text);

// The longest beginning of a text, whole characters, that takes at most so much in JSON; "..." says that it was cut.
std::string cut_to_json_size(std::string_view text, std::size_t most);

}  // namespace paraat::projection

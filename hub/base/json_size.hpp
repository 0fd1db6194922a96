#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace paraat {

// What a text takes in JSON, where a control character is six bytes: the larger of a message's two forms.
std::size_t json_size(std::string_view text);

// The longest beginning of a text, whole characters, that takes at most so much in JSON; "..." says that it was cut.
std::string cut_to_json_size(std::string_view text, std::size_t most);

}  // namespace paraat

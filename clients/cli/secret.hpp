#pragma once

#include <string>
#include <string_view>

#include "hub/base/result.hpp"

namespace paraat::cli {

// A PIN never stands on a command line, where every process of the machine reads it. At a terminal it is asked for
// without being shown; otherwise it is the next line of standard input.
Result<std::string> read_pin(const std::string& prompt);
// The same, twice at a terminal: what nobody sees is mistyped.
Result<std::string> read_new_pin();

// Whether the hub can take it: 4 to 16 bytes, none of them a control character.
Result<void> check_pin(std::string_view pin);

}  // namespace paraat::cli

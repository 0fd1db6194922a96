#pragma once

#include <string>
#include <string_view>

#include "hub/codec/read_input.hpp"

namespace paraat::codec {

// A status or beacon that was refused for something beside the point and says panic all the same: the cry for help,
// with the id and position that can be read, and the refused field among the ignored ones. Nullopt when it says no
// panic. `bytes` were refused by read_input with `fault`.
std::optional<InputReading> panic_in(core::InputKind kind, std::string_view bytes, const Error& fault);

}  // namespace paraat::codec

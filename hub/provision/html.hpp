#pragma once

#include <string>

namespace paraat::provision {

// What somebody typed, as text of HTML.
std::string escaped(const std::string& text);

}  // namespace paraat::provision

#pragma once

#include <string_view>

namespace paraat::codec {

// A client's own id: 1 to 64 of A-Z, a-z, 0-9, _ and -.
bool is_client_id(std::string_view text);

}  // namespace paraat::codec

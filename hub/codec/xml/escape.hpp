#pragma once

#include <string>
#include <string_view>

namespace paraat::codec::xml {

// UTF-8 as it stands between tags, so that a reader gets the same text. What XML cannot say (controls) becomes U+FFFD.
std::string escaped_text(std::string_view text);

// The same between double quotes.
std::string escaped_attribute(std::string_view text);

}  // namespace paraat::codec::xml

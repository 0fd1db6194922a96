#pragma once

#include <string_view>

namespace paraat::codec::cap {

inline constexpr std::string_view namespace_1_0 = "http://www.incident.com/cap/1.0";
inline constexpr std::string_view namespace_1_1 = "urn:oasis:names:tc:emergency:cap:1.1";
inline constexpr std::string_view namespace_1_2 = "urn:oasis:names:tc:emergency:cap:1.2";
inline constexpr std::string_view namespace_signature = "http://www.w3.org/2000/09/xmldsig#";

}  // namespace paraat::codec::cap

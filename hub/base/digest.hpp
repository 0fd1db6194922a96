#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace paraat {

using Sha256 = std::array<std::uint8_t, 32>;

// SHA-256 (FIPS 180-4) of the pieces one after the other.
Sha256 sha256(std::initializer_list<std::string_view> pieces);
inline Sha256 sha256(std::string_view bytes) {
    return sha256({bytes});
}

// HMAC-SHA-256 (RFC 2104).
Sha256 hmac_sha256(std::string_view key, std::string_view message);

// Lower-case hexadecimal of the bytes, two characters each.
std::string hex(std::span<const std::uint8_t> bytes);

inline std::string_view as_text(const Sha256& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace paraat

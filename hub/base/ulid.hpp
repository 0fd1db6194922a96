#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "hub/base/time.hpp"

namespace paraat {

// 48 bits of time in milliseconds, then 80 bits that the caller gives (github.com/ulid/spec). Time and chance are
// arguments: the same input makes the same id. Text is 26 characters of Crockford's base 32, in lower case.
class Ulid {
public:
    Ulid() = default;
    Ulid(Instant at, std::span<const std::uint8_t, 10> chance);

    // Upper or lower case; nullopt unless it is 26 characters of the alphabet that fit 128 bits.
    static std::optional<Ulid> parse(std::string_view text);

    std::string text() const;
    Instant time() const;
    bool is_nil() const { return *this == Ulid{}; }
    const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
    static Ulid from_bytes(const std::array<std::uint8_t, 16>& bytes);

    bool operator==(const Ulid&) const = default;
    // As their bytes, which is as their times; by halves, because trees of many compare often.
    std::strong_ordering operator<=>(const Ulid& other) const {
        const std::uint64_t own = half(0), others = other.half(0);
        return own != others ? own <=> others : half(8) <=> other.half(8);
    }

private:
    std::uint64_t half(std::size_t from) const {
        std::uint64_t bytes = 0;
        std::memcpy(&bytes, bytes_.data() + from, sizeof bytes);
        return std::endian::native == std::endian::little ? __builtin_bswap64(bytes) : bytes;
    }

    std::array<std::uint8_t, 16> bytes_{};
};

}  // namespace paraat

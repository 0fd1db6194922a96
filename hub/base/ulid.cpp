#include "hub/base/ulid.hpp"

#include <algorithm>

namespace paraat {

namespace {

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t text_length = 26;
__extension__ using Wide = unsigned __int128;

int digit_of(char character) {
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
    const auto place = alphabet.find(character);
    return place == std::string_view::npos ? -1 : static_cast<int>(place);
}

}  // namespace

Ulid::Ulid(Instant at, std::span<const std::uint8_t, 10> chance) {
    for (int i = 0; i < 6; ++i) bytes_[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(at.ms >> (8 * (5 - i)));
    std::copy(chance.begin(), chance.end(), bytes_.begin() + 6);
}

std::optional<Ulid> Ulid::parse(std::string_view text) {
    // 26 digits hold 130 bits: the first may only use its lower three.
    if (text.size() != text_length || digit_of(text[0]) > 7) return std::nullopt;
    Wide value = 0;
    for (char character : text) {
        const int digit = digit_of(character);
        if (digit < 0) return std::nullopt;
        value = (value << 5) | static_cast<unsigned>(digit);
    }
    Ulid id;
    for (std::size_t i = 16; i-- > 0; value >>= 8) id.bytes_[i] = static_cast<std::uint8_t>(value);
    return id;
}

std::string Ulid::text() const {
    Wide value = 0;
    for (auto byte : bytes_) value = (value << 8) | byte;
    std::string text(text_length, '0');
    for (std::size_t i = text_length; i-- > 0; value >>= 5) text[i] = alphabet[static_cast<std::size_t>(value & 31)];
    return text;
}

Instant Ulid::time() const {
    std::int64_t ms = 0;
    for (std::size_t i = 0; i < 6; ++i) ms = (ms << 8) | bytes_[i];
    return Instant{ms};
}

Ulid Ulid::from_bytes(const std::array<std::uint8_t, 16>& bytes) {
    Ulid id;
    id.bytes_ = bytes;
    return id;
}

}  // namespace paraat

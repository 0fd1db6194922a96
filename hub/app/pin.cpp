#include "hub/app/pin.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <charconv>
#include <optional>

#include "hub/base/digest.hpp"

namespace paraat::app {
namespace {

constexpr std::string_view scheme = "pbkdf2-sha256";
constexpr int rounds_new = 20'000;
constexpr int rounds_most = 1'000'000;

struct PinHash {
    int rounds = 0;
    std::string salt;
    std::string hash;
};

std::optional<std::string> unhex(std::string_view text) {
    if (text.empty() || text.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        unsigned value = 0;
        const auto [end, fault] = std::from_chars(text.data() + i, text.data() + i + 2, value, 16);
        if (fault != std::errc{} || end != text.data() + i + 2) return std::nullopt;
        bytes += static_cast<char>(value);
    }
    return bytes;
}

std::optional<PinHash> parse(std::string_view text) {
    std::array<std::string_view, 4> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto colon = text.find(':');
        if ((colon == std::string_view::npos) != (i + 1 == parts.size())) return std::nullopt;
        parts[i] = text.substr(0, colon);
        text.remove_prefix(colon == std::string_view::npos ? text.size() : colon + 1);
    }
    PinHash made;
    const auto [end, fault] = std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), made.rounds);
    const auto salt = unhex(parts[2]);
    const auto hash = unhex(parts[3]);
    const bool is_number = fault == std::errc{} && end == parts[1].data() + parts[1].size();
    if (parts[0] != scheme || !is_number || made.rounds < 1 || made.rounds > rounds_most) return std::nullopt;
    if (!salt || !hash || hash->size() != Sha256{}.size()) return std::nullopt;
    made.salt = *salt;
    made.hash = *hash;
    return made;
}

std::string derive(std::string_view pin, std::string_view salt, int rounds) {
    Sha256 bytes{};
    PKCS5_PBKDF2_HMAC(pin.data(), static_cast<int>(pin.size()), reinterpret_cast<const unsigned char*>(salt.data()),
                      static_cast<int>(salt.size()), rounds, EVP_sha256(), static_cast<int>(bytes.size()),
                      bytes.data());
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_it(const std::string& kept, std::string_view pin) {
    const auto hash = parse(kept);
    if (!hash) return false;
    const std::string made = derive(pin, hash->salt, hash->rounds);
    return CRYPTO_memcmp(made.data(), hash->hash.data(), made.size()) == 0;
}

std::string hex_of(std::string_view bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += digits[static_cast<unsigned char>(byte) >> 4U];
        text += digits[static_cast<unsigned char>(byte) & 15U];
    }
    return text;
}

}  // namespace

bool is_pin_hash(std::string_view text) {
    return parse(text).has_value();
}

std::string hash_pin(std::string_view pin, std::string_view salt) {
    return std::string(scheme) + ":" + std::to_string(rounds_new) + ":" + hex_of(salt) + ":" +
           hex_of(derive(pin, salt, rounds_new));
}

core::PinWord read_pin(const core::Account& account, std::string_view pin) {
    const bool is_right = is_it(account.pin, pin);
    const bool is_duress = is_it(account.duress_pin, pin);
    if (is_duress) return core::PinWord::duress;
    return is_right ? core::PinWord::right : core::PinWord::wrong;
}

}  // namespace paraat::app

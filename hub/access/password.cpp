#include "hub/access/password.hpp"

#include <argon2.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sys/random.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

namespace paraat::access {
namespace {

constexpr std::string_view alphabet = "abcdefghijkmnpqrstuvwxyz23456789";  // neither l, o, 0 nor 1
static_assert(alphabet.size() == 32);
constexpr std::size_t password_length = 24;  // of 5 bits each

constexpr std::uint32_t argon_memory = 64 * 1024;  // KiB
constexpr std::uint32_t argon_passes = 3;
constexpr std::uint32_t argon_lanes = 1;
constexpr std::size_t argon_salt = 16;
constexpr std::size_t argon_length = 32;
constexpr std::string_view argon_begin = "$argon2id$v=19$m=65536,t=3,p=1$";

constexpr std::string_view broker_begin = "$7$";
constexpr int broker_rounds = 101;
constexpr int broker_rounds_most = 1'000'000;
constexpr std::size_t broker_salt = 12;
constexpr std::size_t broker_length = 64;

using Bytes = std::vector<unsigned char>;

Result<Bytes> chance(std::size_t size) {
    Bytes bytes(size);
    if (getrandom(bytes.data(), size, 0) == static_cast<ssize_t>(size)) return bytes;
    return Error{"no_chance", "", "the system gives no random bytes"};
}

std::string base64(const Bytes& bytes) {
    std::string text((bytes.size() + 2) / 3 * 4, '\0');
    EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes.data(), static_cast<int>(bytes.size()));
    return text;
}

// Of exactly so many bytes, padded; nothing else is taken.
std::optional<Bytes> unbase64(std::string_view text, std::size_t size) {
    if (text.size() != (size + 2) / 3 * 4) return std::nullopt;
    Bytes bytes(text.size());
    const int decoded = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                        static_cast<int>(text.size()));
    if (decoded < static_cast<int>(size)) return std::nullopt;
    bytes.resize(size);
    if (base64(bytes) != text) return std::nullopt;
    return bytes;
}

Bytes pbkdf2(std::string_view password, const Bytes& salt, int rounds) {
    Bytes made(broker_length);
    PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), salt.data(), static_cast<int>(salt.size()),
                      rounds, EVP_sha512(), static_cast<int>(made.size()), made.data());
    return made;
}

struct BrokerHash {
    int rounds = 0;
    Bytes salt;
    Bytes hash;
};

std::optional<BrokerHash> parse_broker_hash(std::string_view text) {
    if (!text.starts_with(broker_begin)) return std::nullopt;
    text.remove_prefix(broker_begin.size());
    const auto first = text.find('$');
    const auto second = text.find('$', first == std::string_view::npos ? first : first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    BrokerHash made;
    const auto read = std::from_chars(text.data(), text.data() + first, made.rounds);
    const bool is_number = read.ec == std::errc{} && read.ptr == text.data() + first;
    if (!is_number || made.rounds < 1 || made.rounds > broker_rounds_most) return std::nullopt;
    const auto salt = unbase64(text.substr(first + 1, second - first - 1), broker_salt);
    const auto hash = unbase64(text.substr(second + 1), broker_length);
    if (!salt || !hash) return std::nullopt;
    made.salt = *salt;
    made.hash = *hash;
    return made;
}

}  // namespace

Result<std::string> make_password() {
    const auto bytes = chance(password_length);
    if (!bytes) return bytes.error();
    std::string password;
    for (const unsigned char byte : *bytes) password += alphabet[byte % alphabet.size()];
    return password;
}

Result<std::string> argon2id_hash(std::string_view password) {
    const auto salt = chance(argon_salt);
    if (!salt) return salt.error();
    std::array<char, 256> encoded{};
    const int failed = argon2id_hash_encoded(argon_passes, argon_memory, argon_lanes, password.data(), password.size(),
                                             salt->data(), salt->size(), argon_length, encoded.data(), encoded.size());
    if (failed != ARGON2_OK) return Error{"no_memory", "", std::string("Argon2id: ") + argon2_error_message(failed)};
    return std::string(encoded.data());
}

bool is_argon2id_hash(std::string_view text) {
    static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    // Base64 without padding: 16 bytes are 22 letters, 32 are 43.
    constexpr std::size_t salt_letters = 22;
    constexpr std::size_t hash_letters = 43;
    if (!text.starts_with(argon_begin)) return false;
    text.remove_prefix(argon_begin.size());
    return text.size() == salt_letters + 1 + hash_letters && text[salt_letters] == '$' &&
           text.find_first_not_of(letters) == salt_letters &&
           text.substr(salt_letters + 1).find_first_not_of(letters) == std::string_view::npos;
}

bool is_argon2id_of(const std::string& hash, std::string_view password) {
    return is_argon2id_hash(hash) && argon2id_verify(hash.c_str(), password.data(), password.size()) == ARGON2_OK;
}

Result<std::string> broker_hash(std::string_view password) {
    const auto salt = chance(broker_salt);
    if (!salt) return salt.error();
    return std::string(broker_begin) + std::to_string(broker_rounds) + "$" + base64(*salt) + "$" +
           base64(pbkdf2(password, *salt, broker_rounds));
}

bool is_broker_hash(std::string_view text) {
    return parse_broker_hash(text).has_value();
}

bool is_broker_hash_of(const std::string& hash, std::string_view password) {
    const auto parsed = parse_broker_hash(hash);
    if (!parsed) return false;
    const Bytes made = pbkdf2(password, parsed->salt, parsed->rounds);
    return CRYPTO_memcmp(made.data(), parsed->hash.data(), made.size()) == 0;
}

}  // namespace paraat::access

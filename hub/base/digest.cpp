#include "hub/base/digest.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "hub/base/check.hpp"

namespace paraat {

Sha256 sha256(std::initializer_list<std::string_view> pieces) {
    // One context per thread: making one costs more than hashing a row does.
    thread_local const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> owned(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_MD_CTX* const context = owned.get();
    Sha256 digest{};
    PARAAT_CHECK(EVP_DigestInit_ex(context, EVP_sha256(), nullptr) == 1);
    for (auto piece : pieces) PARAAT_CHECK(EVP_DigestUpdate(context, piece.data(), piece.size()) == 1);
    PARAAT_CHECK(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1);
    return digest;
}

Sha256 hmac_sha256(std::string_view key, std::string_view message) {
    Sha256 digest{};
    unsigned length = 0;
    PARAAT_CHECK(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                      reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest.data(),
                      &length) != nullptr);
    PARAAT_CHECK(length == digest.size());
    return digest;
}

std::string hex(std::span<const std::uint8_t> bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (auto byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

}  // namespace paraat

#include "hub/base/digest.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <memory>

#include "hub/base/check.hpp"

namespace paraat {
namespace {

// EVP_sha256() looks its algorithm up at each use, under a lock, which takes as long as hashing a row does.
const EVP_MD* fetched_sha256() {
    static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

// Knows that it is of SHA-256; its key comes with each use.
EVP_MAC_CTX* make_hmac_context() {
    EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    EVP_MAC_CTX* const context = EVP_MAC_CTX_new(algorithm);
    EVP_MAC_free(algorithm);  // the context keeps it
    char digest[] = "SHA256";
    const OSSL_PARAM settings[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                   OSSL_PARAM_construct_end()};
    PARAAT_CHECK(context != nullptr && EVP_MAC_CTX_set_params(context, settings) == 1);
    return context;
}

}  // namespace

// Of both: one context per thread, because making one costs more than hashing a row does.

Sha256 sha256(std::initializer_list<std::string_view> pieces) {
    thread_local const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> owned(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_MD_CTX* const context = owned.get();
    Sha256 digest{};
    PARAAT_CHECK(EVP_DigestInit_ex(context, fetched_sha256(), nullptr) == 1);
    for (auto piece : pieces) PARAAT_CHECK(EVP_DigestUpdate(context, piece.data(), piece.size()) == 1);
    PARAAT_CHECK(EVP_DigestFinal_ex(context, digest.data(), nullptr) == 1);
    return digest;
}

Sha256 hmac_sha256(std::string_view key, std::string_view message) {
    thread_local const std::unique_ptr<EVP_MAC_CTX, void (*)(EVP_MAC_CTX*)> owned(make_hmac_context(),
                                                                                  EVP_MAC_CTX_free);
    EVP_MAC_CTX* const context = owned.get();
    Sha256 digest{};
    std::size_t length = 0;
    // Without a pointer it would go on with the key of before.
    const std::string_view some_key = key.data() == nullptr ? std::string_view("") : key;
    PARAAT_CHECK(EVP_MAC_init(context, bytes_of(some_key), some_key.size(), nullptr) == 1);
    PARAAT_CHECK(EVP_MAC_update(context, bytes_of(message), message.size()) == 1);
    PARAAT_CHECK(EVP_MAC_final(context, digest.data(), &length, digest.size()) == 1);
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

#include "hub/base/cipher.hpp"

#include <openssl/evp.h>

#include <memory>

#include "hub/base/check.hpp"

namespace paraat {
namespace {

enum class Direction { open, seal };  // as OpenSSL counts them

constexpr unsigned char no_nonce[12] = {};

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, void (*)(EVP_CIPHER_CTX*)>;

// Knows its cipher; the key comes with each use.
CipherContext make_cipher_context(Direction direction) {
    CipherContext context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
    EVP_CIPHER* const algorithm = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    PARAAT_CHECK(context && algorithm != nullptr);
    PARAAT_CHECK(EVP_CipherInit_ex2(context.get(), algorithm, nullptr, nullptr, static_cast<int>(direction), nullptr) ==
                 1);
    EVP_CIPHER_free(algorithm);  // the context keeps it
    return context;
}

// One context per thread and direction, because making one costs more than sealing a field does.
EVP_CIPHER_CTX* context_with(std::string_view key, Direction direction) {
    thread_local const CipherContext sealing = make_cipher_context(Direction::seal);
    thread_local const CipherContext opening = make_cipher_context(Direction::open);
    EVP_CIPHER_CTX* const context = (direction == Direction::seal ? sealing : opening).get();
    PARAAT_CHECK(key.size() == cipher_key_bytes);
    const auto* const bytes = reinterpret_cast<const unsigned char*>(key.data());
    PARAAT_CHECK(EVP_CipherInit_ex2(context, nullptr, bytes, no_nonce, -1, nullptr) == 1);
    return context;
}

// Writes as many bytes as it reads.
void pass(EVP_CIPHER_CTX* context, unsigned char* to, std::string_view from) {
    if (from.empty()) return;
    int written = 0;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(from.data());
    PARAAT_CHECK(EVP_CipherUpdate(context, to, &written, bytes, static_cast<int>(from.size())) == 1);
    PARAAT_CHECK(static_cast<std::size_t>(written) == from.size());
}

}  // namespace

void seal_once(std::string& to, std::string_view key, std::string_view text) {
    EVP_CIPHER_CTX* const context = context_with(key, Direction::seal);
    const std::size_t begin = to.size();
    to.resize(begin + text.size() + cipher_tag_bytes);
    auto* const out = reinterpret_cast<unsigned char*>(to.data()) + begin;
    int nothing = 0;
    pass(context, out, text);
    PARAAT_CHECK(EVP_CipherFinal_ex(context, out + text.size(), &nothing) == 1);
    PARAAT_CHECK(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, cipher_tag_bytes, out + text.size()) == 1);
}

bool open_once(std::string& to, std::string_view key, std::string_view sealed) {
    if (sealed.size() < cipher_tag_bytes) return false;
    EVP_CIPHER_CTX* const context = context_with(key, Direction::open);
    const std::string_view text = sealed.substr(0, sealed.size() - cipher_tag_bytes);
    std::string tag(sealed.substr(text.size()));
    const std::size_t begin = to.size();
    to.resize(begin + text.size());
    auto* const out = reinterpret_cast<unsigned char*>(to.data()) + begin;
    int nothing = 0;
    pass(context, out, text);
    PARAAT_CHECK(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, cipher_tag_bytes, tag.data()) == 1);
    if (EVP_CipherFinal_ex(context, out + text.size(), &nothing) == 1) return true;
    to.resize(begin);
    return false;
}

}  // namespace paraat

#include "hub/codec/owntracks/encryption.hpp"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <string>

#include "hub/codec/format.hpp"
#include "hub/codec/owntracks/writer.hpp"

namespace paraat::codec::owntracks {
namespace {

static_assert(std::tuple_size_v<Nonce> == crypto_secretbox_NONCEBYTES);
static_assert(secret_most == crypto_secretbox_KEYBYTES);

using Bytes = std::basic_string<unsigned char>;

// Gone from memory with the call.
class Key {
public:
    explicit Key(std::string_view secret) { std::copy(secret.begin(), secret.end(), bytes_.begin()); }
    Key(const Key&) = delete;
    Key& operator=(const Key&) = delete;
    ~Key() { sodium_memzero(bytes_.data(), bytes_.size()); }
    const unsigned char* data() const { return bytes_.data(); }

private:
    std::array<unsigned char, crypto_secretbox_KEYBYTES> bytes_{};
};

std::optional<Error> secret_fault(std::string_view secret) {
    if (!secret.empty() && secret.size() <= secret_most) return std::nullopt;
    return Error{"bad_value", "secret", "a secret has 1 to 32 bytes"};
}

std::optional<Bytes> from_base64(const std::string& text) {
    Bytes bytes(text.size(), 0);
    std::size_t size = 0;
    const char* end = nullptr;
    const bool is_padded = text.ends_with('=');
    const int variant = is_padded ? sodium_base64_VARIANT_ORIGINAL : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
    const int outcome =
        sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &size, &end, variant);
    if (outcome != 0 || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(size);
    return bytes;
}

std::string to_base64(const Bytes& bytes) {
    constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back();  // the zero that ends it
    return text;
}

std::optional<std::string> opened(const std::string& data, std::string_view secret) {
    const auto sealed = from_base64(data);
    constexpr std::size_t head = crypto_secretbox_NONCEBYTES;
    if (!sealed || sealed->size() < head + crypto_secretbox_MACBYTES) return std::nullopt;
    const std::size_t size = sealed->size() - head;
    std::string plain(size - crypto_secretbox_MACBYTES, '\0');
    const Key key(secret);
    const int outcome = crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(plain.data()),
                                                   sealed->data() + head, size, sealed->data(), key.data());
    return outcome == 0 ? std::optional(std::move(plain)) : std::nullopt;
}

}  // namespace

Result<Reading> open_encrypted(const Encrypted& message, std::string_view secret) {
    if (auto fault = secret_fault(secret)) return *fault;
    const auto plain = opened(message.data, secret);
    if (!plain) return Error{"bad_value", "data", "this does not open with the secret of this device"};
    auto readings = read(*plain);
    if (readings.size() != 1) return Error{"unreadable", "data", "there must be one message inside"};
    if (readings[0] && std::holds_alternative<Encrypted>(readings[0]->message)) {
        return Error{"unreadable", "data", "what is encrypted is not encrypted again"};
    }
    return std::move(readings[0]);
}

Result<Encrypted> seal(const Message& message, std::string_view secret, const Nonce& nonce) {
    if (auto fault = secret_fault(secret)) return *fault;
    const std::string plain = write(message);
    Bytes sealed(nonce.begin(), nonce.end());
    sealed.resize(nonce.size() + crypto_secretbox_MACBYTES + plain.size());
    const Key key(secret);
    crypto_secretbox_easy(sealed.data() + nonce.size(), reinterpret_cast<const unsigned char*>(plain.data()),
                          plain.size(), nonce.data(), key.data());
    return Encrypted{to_base64(sealed)};
}

}  // namespace paraat::codec::owntracks

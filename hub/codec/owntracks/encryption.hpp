#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "hub/base/result.hpp"
#include "hub/codec/owntracks/message.hpp"
#include "hub/codec/owntracks/reader.hpp"

// Messages under a secret that phone and hub share: XSalsa20-Poly1305 (libsodium's secretbox), the key being the secret
// with zero bytes up to 32. The topic alone tells whose such a message is.
namespace paraat::codec::owntracks {

inline constexpr std::size_t secret_most = 32;  // bytes
using Nonce = std::array<std::uint8_t, 24>;

// The message in it. Refused: no secret, or one longer than 32 bytes (`bad_value` of `secret`); what this secret does
// not open, with one sentence whatever the cause (`bad_value` of `data`); what `read` refuses of the inside, which is
// one message and not encrypted again. Pure; any thread.
Result<Reading> open_encrypted(const Encrypted& message, std::string_view secret);

// The nonce is never used twice with one secret: 24 bytes of chance. Refused: a secret as above.
Result<Encrypted> seal(const Message& message, std::string_view secret, const Nonce& nonce);

}  // namespace paraat::codec::owntracks

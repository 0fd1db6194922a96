#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace paraat {

// AES-256-GCM (NIST SP 800-38D) for keys that seal one text, ever. So the nonce need not differ: it is twelve zero
// bytes. A key is 32 bytes.
inline constexpr std::size_t cipher_key_bytes = 32;
inline constexpr std::size_t cipher_tag_bytes = 16;

// Appends as many bytes as the text has, then the tag.
void seal_once(std::string& to, std::string_view key, std::string_view text);
// Appends the text. False, and nothing appended, when the key did not seal these bytes.
bool open_once(std::string& to, std::string_view key, std::string_view sealed);

}  // namespace paraat

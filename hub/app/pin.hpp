#pragma once

#include <string>
#include <string_view>

#include "hub/core/organisation.hpp"

namespace paraat::app {

// A PIN as `organisation.toml` keeps it: "pbkdf2-sha256:ROUNDS:SALT:HASH", both in hex (RFC 8018, PBKDF2 with
// HMAC-SHA-256). It keeps a PIN from whoever looks over a shoulder at the file, not from who can try 10,000.
bool is_pin_hash(std::string_view text);
// With 16 bytes of salt; 4 to 16 characters.
std::string hash_pin(std::string_view pin, std::string_view salt);

// What a PIN that was sent says of itself. Takes the same time whichever it is.
core::PinWord read_pin(const core::Account& account, std::string_view pin);

}  // namespace paraat::app

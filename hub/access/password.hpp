#pragma once

#include <string>
#include <string_view>

#include "hub/base/result.hpp"

// Passwords: how they are made, and the two forms in which they are kept. None of it is ever logged.
namespace paraat::access {

// A new one: 24 characters of an alphabet of 32 without look-alikes, so 120 bits of chance. Refused with `no_chance`
// where the system gives none.
Result<std::string> make_password();

// As our own store keeps it: Argon2id (RFC 9106) in its PHC form, "$argon2id$v=19$m=65536,t=3,p=1$SALT$HASH", with
// 64 MiB and three passes. Takes a tenth of a second. Refused with `no_chance`, or `no_memory`.
Result<std::string> argon2id_hash(std::string_view password);
bool is_argon2id_hash(std::string_view text);
bool is_argon2id_of(const std::string& hash, std::string_view password);

// As Mosquitto 2.0 keeps it in its password file: "$7$ROUNDS$SALT$HASH", PBKDF2 (RFC 8018) with HMAC-SHA-512, 12 bytes
// of salt and 64 of hash in Base64, read by unpwd__decode_passwords() of its src/security_default.c and written by
// output_new_password() of its apps/mosquitto_passwd. The broker works it out for each log-in, and for each session
// when it reads the file again, on its only thread: so it has as few rounds as mosquitto_passwd gives it (101), which
// is enough for a password of make_password(), and for no other. Refused with `no_chance`.
Result<std::string> broker_hash(std::string_view password);
bool is_broker_hash(std::string_view text);
bool is_broker_hash_of(const std::string& hash, std::string_view password);

}  // namespace paraat::access

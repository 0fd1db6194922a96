#pragma once

#include <string>

#include "hub/base/result.hpp"

namespace paraat::pki {

// A certificate with its key and the root that signed it, in one file that phones take (PKCS #12, RFC 7292), closed by
// a passphrase; by the older ciphers, since not every phone reads the newer ones, so the passphrase must be one that
// nobody guesses. PEM in, bytes out. Refused: `crypto`. Any thread.
Result<std::string> key_store(const std::string& certificate, const std::string& key, const std::string& root,
                              const std::string& name, const std::string& passphrase);

}  // namespace paraat::pki

#pragma once

#include <string>

#include "hub/base/result.hpp"

namespace paraat::pki {

// Certificates as phones and Windows take them: PKCS#12, enciphered by a password (3DES and SHA-1, since older Android
// reads nothing newer: whoever has the file must be taken to have what is in it). Refused: `crypto`.

// A device's certificate with its key, both PEM; and beside it the CA's certificate, unless that is empty.
Result<std::string> pkcs12_identity(const std::string& certificate, const std::string& key, const std::string& name,
                                    const std::string& password, const std::string& ca = {});
// A CA's certificate, PEM: whom a device trusts.
Result<std::string> pkcs12_trust(const std::string& ca, const std::string& password);

}  // namespace paraat::pki

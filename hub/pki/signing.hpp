#pragma once

#include <map>
#include <string>

#include "hub/pki/certificate.hpp"

// Keys, certificates and revocation lists as PEM; nothing is kept here. Keys are of the curve P-256.
namespace paraat::pki {

// A certificate with the key that belongs to it. The key is a secret: it goes into a file of its owner, never into a
// log or onto a command line.
struct Issued {
    Certificate certificate;
    std::string key_pem;
};

// Who signs.
struct Signer {
    std::string root_pem;
    std::string key_pem;
};

// What one certificate says. `until` is never past the root's own end: there it is cut.
struct Wanted {
    std::string name;  // common name, at most 64 bytes
    Purpose purpose = Purpose::device;
    std::vector<std::string> hosts;
    Instant from;
    Instant until;
};

// Serial number to the moment of its revocation.
using Revoked = std::map<std::string, Instant>;

struct RevocationList {
    Revoked revoked;
    std::int64_t number = 0;  // rises with each list
    Instant from;
    Instant until;  // past this every certificate is refused
};

// All refuse with `crypto` what OpenSSL does not do.
Result<Issued> make_root(const std::string& name, Instant from, Instant until);
Result<Issued> sign(const Signer& signer, const Wanted& wanted);
Result<std::string> sign_list(const Signer& signer, const RevocationList& list);

// Of a list that this root signed. Refused: `not_a_list`, also when another one signed it.
Result<RevocationList> read_list(const std::string& pem, const std::string& root_pem);

// Whether the key is that of the certificate.
bool belong_together(const std::string& certificate_pem, const std::string& key_pem);

}  // namespace paraat::pki

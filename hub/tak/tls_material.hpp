#pragma once

#include <string>

namespace paraat::tak {

// What is needed to take clients by TLS, as PEM.
struct TlsMaterial {
    std::string ca;           // whose clients are taken, and nobody else's
    std::string certificate;  // the server's own
    std::string key;
    std::string revoked;  // the CA's revocation list; with one that ended, nobody gets in
};

}  // namespace paraat::tak

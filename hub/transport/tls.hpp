#pragma once

#include <filesystem>
#include <string>

#include "hub/base/result.hpp"

namespace paraat::transport {

// What a client of a broker needs for TLS, as PEM. It always checks that the broker's certificate is of this CA, in
// its time, and of the host that is connected to.
struct TlsIdentity {
    std::string ca;           // whose brokers are trusted, and nobody else's
    std::string certificate;  // the client's own; empty = it has none, and logs in by password
    std::string key;
};

// The same as files. They are read for each connection, so that what is rotated counts without a restart.
struct TlsFiles {
    std::filesystem::path ca;           // empty = no TLS
    std::filesystem::path certificate;  // empty = none
    std::filesystem::path key;

    bool is_on() const { return !ca.empty(); }
};

// Refused with `tls_files`, which names the file that cannot be read.
Result<TlsIdentity> read_identity(const TlsFiles& files);

}  // namespace paraat::transport

#pragma once

#include <string>

#include "hub/base/result.hpp"

namespace paraat::provision {

struct TakPackage {
    std::string account;
    std::string host;  // of the hub's TAK port, as its certificate says it
    int port = 0;
    std::string ca;           // PEM
    std::string certificate;  // PEM
    std::string key;          // PEM
    std::string password;     // of the two files of PKCS#12 in it; printable, without quotes and marks of XML
};

// A data package that ATAK, WinTAK and iTAK import: with it the app connects to the hub as that account. A secret.
// Refused: `crypto`.
Result<std::string> tak_package(const TakPackage& package);

}  // namespace paraat::provision

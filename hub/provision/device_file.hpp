#pragma once

#include <string>

#include "hub/base/result.hpp"

namespace paraat::provision {

// All that a device's program needs to speak to the hub; a secret, once it holds a key or a password.
struct DeviceFile {
    std::string account;
    std::string host;  // of the broker, as its certificate says it
    int port = 0;
    std::string root;         // first level of all topics
    std::string ca;           // PEM
    std::string certificate;  // PEM; empty = it logs in by password
    std::string key;          // PEM
    std::string password;     // empty = it logs in by certificate
};

// {"account":"radio-7","host":"hub.example.nl","port":8883,"root":"oov","ca":"-----BEGIN …","certificate":…,"key":…}
std::string device_text(const DeviceFile& file);
// Refused: `not_a_device_file`.
Result<DeviceFile> read_device_file(const std::string& text);

}  // namespace paraat::provision

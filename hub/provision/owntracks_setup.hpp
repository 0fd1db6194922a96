#pragma once

#include <string>

#include "hub/base/result.hpp"
#include "hub/provision/claim.hpp"
#include "hub/provision/device_file.hpp"

// How a phone with OwnTracks is set up: the app's own settings, and the certificate by which it speaks.
namespace paraat::provision {

// Everything in it is for that phone alone.
struct OwntracksSetup {
    DeviceFile device;       // by certificate
    std::string topic;       // "owntracks/radio-7/phone"
    std::string passphrase;  // of the certificate's file
};

// Random, 20 characters. Empty when the machine has no chance to give.
std::string fresh_passphrase();

// The settings (.otrc), in JSON: where, as whom, on which topic, how often. Move mode, since who is not heard for
// minutes counts as lost.
std::string owntracks_settings(const OwntracksSetup& setup);
// A link by which a phone takes them into its app.
std::string owntracks_link(const std::string& settings);
// Three steps in Dutch and English: trust the site, take the certificate, take the settings. It holds the key, so it is
// shown once. Refused: `crypto`.
Result<std::string> owntracks_page(const Claim& claim, const OwntracksSetup& setup);

}  // namespace paraat::provision

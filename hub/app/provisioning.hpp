#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "hub/app/hub_config.hpp"
#include "hub/foreign/devices.hpp"
#include "hub/provision/claim_desk.hpp"

namespace paraat::app {

// Whom a device speaks to once it is set up.
struct DevicePort {
    std::string host;  // as the broker's certificate says it
    int port = 0;
};

// Nothing, when the broker takes nobody by TLS: there is then nothing to set a device up for.
std::optional<DevicePort> device_port(const HubConfig& config);

std::filesystem::path claims_directory(const HubConfig& config);
std::filesystem::path ca_directory(const HubConfig& config);

// The link that is opened with this token.
std::string claim_url(const HubConfig& config, const std::string& token);

// What answers claim links; nothing where device_port() has nothing.
std::optional<provision::ClaimDesk> claim_desk(const HubConfig& config, const foreign::Devices& devices);

}  // namespace paraat::app

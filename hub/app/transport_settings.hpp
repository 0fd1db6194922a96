#pragma once

#include <string>

#include "hub/app/hub_config.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::app {

// What the hub listens to and what is said when it dies, on the broker at this address.
transport::Settings transport_settings(const HubConfig& config, const std::string& generation,
                                       const std::string& address, int port,
                                       const std::vector<std::string>& device_filters = {});

}  // namespace paraat::app

#pragma once

#include <string>

#include "hub/app/hub_config.hpp"

namespace paraat::app {

// Where the hub came to be; a port that was 0 in its configuration is known by now.
struct Whereabouts {
    int broker_port = 0;
    int admin_port = 0;
    bool is_connected = false;  // to the broker
};

// For the one who started the hub: where things are, and what to try first.
std::string greeting(const HubConfig& config, const Whereabouts& where);

}  // namespace paraat::app

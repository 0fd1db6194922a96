#pragma once

#include <string>

#include "hub/app/hub_config.hpp"

namespace paraat::app {

// Where the hub came to be; a port that was 0 in its configuration is known by now.
struct Whereabouts {
    int broker_port = 0;
    int admin_port = 0;
    bool is_connected = false;  // to the broker
    // Where the private broker has accounts: who makes logins, and the file of its password that nobody has changed
    // yet. Empty: there is none.
    std::string administrator = {};
    std::filesystem::path kept_password = {};
    bool has_console = false;
};

// For the one who started the hub: where things are, and what to try first. Without a password in it: what a service
// says is kept by others.
std::string greeting(const HubConfig& config, const Whereabouts& where);

}  // namespace paraat::app

#pragma once

#include "hub/admin/console.hpp"
#include "hub/app/hub_config.hpp"

namespace paraat::app {

// The operators' page as this configuration has it served. `websocket_port`: of the private broker, as it came to be; 0
// at a site's broker.
admin::Console console_of(const HubConfig& config, admin::ConsoleFiles files, int websocket_port);

// Where it is opened: under [console] url, else on this machine.
std::string console_url(const HubConfig& config, int admin_port);

}  // namespace paraat::app

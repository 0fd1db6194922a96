#pragma once

#include "hub/admin/admin_server.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/foreign/devices.hpp"

namespace paraat::app {

// Adds the pages of claim links, where there is something to set devices up for. They read and write files of their
// own, on the admin page's threads.
void serve_claims(const HubConfig& config, const foreign::Devices& devices, admin::Pages& pages);

}  // namespace paraat::app

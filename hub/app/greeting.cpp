#include "hub/app/greeting.hpp"

#include "hub/app/version.hpp"

namespace paraat::app {

std::string greeting(const HubConfig& config, const Whereabouts& where) {
    const bool is_private = config.broker.address.empty();
    const std::string port = std::to_string(where.broker_port);
    const std::string host = is_private ? "127.0.0.1" : config.broker.address;
    const std::string at = host + ":" + port;
    const std::string options = is_private ? "-p " + port : "-h " + host + " -p " + port;
    return "Paraat " + std::string(version) +
           (where.is_connected ? " is running" : " is waiting for the broker at " + at) + ".\n\n  broker    " + at +
           "\n  journal   " + config.journal.directory.string() +
           "\n  health    http://127.0.0.1:" + std::to_string(where.admin_port) +
           "/readyz\n\nIn a second terminal, watch:\n  mosquitto_sub " + options + " -t '" + config.hub.root +
           "/json/#' -v\nand in a third, report:\n  mosquitto_pub " + options + " -t " + config.hub.root +
           "/up/radio-7/report -q 1 -m "
           "'{\"id\":\"t1\",\"category\":\"shooting\",\"severity\":\"extreme\",\"text\":\"shots heard\",\"lat\":51.92,"
           "\"lon\":4.48}'\nStop with Ctrl-C; nothing that was accepted is lost.\n";
}

}  // namespace paraat::app

#include "hub/app/console_serving.hpp"

#include "hub/app/version.hpp"
#include "hub/app/web_address.hpp"
#include "hub/core/message.hpp"

namespace paraat::app {
namespace {

// As Mosquitto and the shown proxy (docs/console-serving.md) have it.
constexpr const char* websocket_path = "/mqtt";

admin::WebsocketAddress websocket_of(const HubConfig& config, int port, const std::string& host) {
    const bool is_site_broker = !config.broker.address.empty();
    // On this machine the private broker itself is nearer than a proxy, whose check of where a page is from would turn
    // this one away.
    if (!is_site_broker && admin::is_this_machine(host)) {
        return {"ws://" + host + ":" + std::to_string(port) + websocket_path, ""};
    }
    if (!config.console.websocket.empty()) return {config.console.websocket, ""};
    const auto site = parse_web_address(config.console.url);
    if (is_site_broker || !site) {
        return {"",
                "the hub does not know where browsers reach this site's broker: set [console] websocket in hub.toml"};
    }
    return {"wss://" + site->authority + websocket_path, ""};
}

}  // namespace

admin::Console console_of(const HubConfig& config, admin::ConsoleFiles files, int websocket_port) {
    const auto site = parse_web_address(config.console.url);
    return {std::move(files),
            config.console.street_map,
            site ? site->host : std::string(),
            {config.hub.node, config.hub.root, version, core::HubStatus::Living{}.contract, config.broker.access},
            [config, websocket_port](const std::string& host) { return websocket_of(config, websocket_port, host); }};
}

std::string console_url(const HubConfig& config, int admin_port) {
    return config.console.url.empty() ? "http://127.0.0.1:" + std::to_string(admin_port) : config.console.url;
}

}  // namespace paraat::app

#include "hub/app/provisioning.hpp"

#include "hub/app/broker_tls.hpp"

namespace paraat::app {
namespace {

// Certificates and links are of the world's time, not of the hub's.
Instant time_of_the_world() {
    return Instant{
        std::chrono::duration_cast<Milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
}

}  // namespace

std::optional<DevicePort> device_port(const HubConfig& config) {
    const HubConfig::Broker& broker = config.broker;
    if (!broker.address.empty()) {
        return broker.tls ? std::optional(DevicePort{broker.address, broker.port}) : std::nullopt;
    }
    if (broker.tls_port == 0) return std::nullopt;
    return DevicePort{broker_tls_place(config).hosts.front(), broker.tls_port};
}

std::filesystem::path claims_directory(const HubConfig& config) {
    return config.access.directory / "claims";
}

std::filesystem::path ca_directory(const HubConfig& config) {
    return config.access.directory / "ca";
}

std::string claim_url(const HubConfig& config, const std::string& token) {
    const std::string here = "http://127.0.0.1:" + std::to_string(config.admin.port);
    return (config.provision.url.empty() ? here : config.provision.url) + "/p/" + token;
}

std::optional<provision::ClaimDesk> claim_desk(const HubConfig& config, const foreign::Devices& devices) {
    const auto port = device_port(config);
    if (!port) return std::nullopt;
    return provision::ClaimDesk(
        {claims_directory(config), ca_directory(config), port->host, port->port, config.hub.root, time_of_the_world,
         [devices](const std::string& account) { return devices.phone_topic_of(core::ClientName{account}); },
         broker_tls_place(config).hosts.front(), config.tak.tls_port});
}

}  // namespace paraat::app

#include "hub/app/transport_settings.hpp"

#include "hub/app/publisher.hpp"
#include "hub/codec/panic_glance.hpp"
#include "hub/codec/write_message.hpp"

namespace paraat::app {
namespace {

transport::Client client_of(const HubConfig::Broker& broker) {
    if (broker.client == "paho") return transport::Client::paho;
    return broker.client == "mqtt5" ? transport::Client::mqtt5 : transport::Client::mqtt311;
}

}  // namespace

transport::Settings transport_settings(const HubConfig& config, const std::string& generation,
                                       const std::string& address, int port,
                                       const std::vector<std::string>& device_filters) {
    using core::InputKind;
    const projection::Topics topics(config.hub.root);
    transport::Settings settings;
    settings.client = client_of(config.broker);
    settings.address = address;
    settings.port = port;
    settings.username = config.broker.username;
    settings.password = config.broker.password;
    settings.node = config.hub.node;
    if (config.broker.tls) settings.tls = {config.broker.ca_file, config.broker.cert_file, config.broker.key_file};
    for (const InputKind kind : {InputKind::report, InputKind::status, InputKind::instruct, InputKind::ack,
                                 InputKind::command, InputKind::query, InputKind::presence}) {
        settings.alert_filters.push_back(topics.inputs(kind));
    }
    settings.alert_filters.push_back(topics.partner_reports());
    // A panic may be in any message of a device, and none of them says which by its topic.
    settings.alert_filters.insert(settings.alert_filters.end(), device_filters.begin(), device_filters.end());
    settings.beacon_rate = config.limits.beacon_rate;
    const std::string status_topic = topics.hub_status(config.hub.node);
    settings.alert_filters.push_back(status_topic);  // where another hub of this node would speak
    settings.beacon_filters = {topics.inputs(InputKind::beacon)};
    const std::string will = last_will(config.hub.node, generation);
    settings.alerts_will = {status_topic, will};
    if (config.hub.json_twins) settings.beacons_will = {topics.twin(status_topic), codec::json_twin(will)};
    settings.keeps = [](const std::string& payload) { return codec::may_tell_panic(payload); };
    return settings;
}

}  // namespace paraat::app

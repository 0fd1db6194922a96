#include "hub/transport/broker_transport.hpp"

#include <set>

#include "hub/transport/asio_connection.hpp"
#include "hub/transport/paho_connection.hpp"
#include "hub/transport/retained.hpp"

namespace paraat::transport {
namespace {

constexpr std::int64_t shedding_memory_ms = 5'000;

ConnectionSettings settings_of(const Settings& settings, Lane lane) {
    const bool is_alerts = lane == Lane::alerts;
    ConnectionSettings made;
    made.address = settings.address;
    made.port = settings.port;
    made.client_id = "hub-" + settings.node + (is_alerts ? "-alerts" : "-beacons");
    made.username = settings.username;
    made.password = settings.password;
    made.tls = settings.tls;
    made.filters = is_alerts ? settings.alert_filters : settings.beacon_filters;
    made.qos = is_alerts ? 1 : 0;
    made.will = is_alerts ? settings.alerts_will : settings.beacons_will;
    if (is_alerts) made.probe_filters = settings.probe_filters;
    return made;
}

}  // namespace

BrokerTransport::BrokerTransport(Settings settings)
    : settings_(std::move(settings)),
      inbox_(settings_.keeps, {inbox_bytes_most, settings_.beacon_rate}),
      alerts_(make(Lane::alerts)),
      beacons_(make(Lane::beacons)) {}

BrokerTransport::~BrokerTransport() {
    stop();
}

std::unique_ptr<Connection> BrokerTransport::make(Lane lane) {
    Connection::Watch watch;
    watch.connected = [this] { inbox_.wake(); };
    watch.has_room = [] { return true; };
    if (lane == Lane::alerts) {
        watch.arrived = [this](std::vector<Inbound> messages) { inbox_.put_alerts(std::move(messages)); };
        watch.has_room = [this] { return inbox_.has_room(); };
    } else {
        watch.arrived = [this](std::vector<Inbound> messages) { inbox_.put_beacons(std::move(messages)); };
    }
    ConnectionSettings settings = settings_of(settings_, lane);
    if (settings_.client == Client::paho) {
        return std::make_unique<PahoConnection>(std::move(settings), lane, std::move(watch));
    }
    const auto version = settings_.client == Client::mqtt5 ? mqtt::Version::v5 : mqtt::Version::v3_1_1;
    return std::make_unique<AsioConnection>(std::move(settings), lane, std::move(watch), version);
}

void BrokerTransport::start() {
    alerts_->start();
    beacons_->start();
}

void BrokerTransport::stop() {
    alerts_->begin_to_stop();
    beacons_->begin_to_stop();
    alerts_->stop();
    beacons_->stop();
}

void BrokerTransport::flush() {
    alerts_->flush();
    if (beacons_->outbox().waiting() > 0) beacons_->flush();
}

// Whoever waits sends nothing more meanwhile.
void BrokerTransport::wait_for_room(Milliseconds patience) {
    alerts_->flush();
    alerts_->outbox().wait_for_room(patience);
}

bool BrokerTransport::send(const Outbound& message) {
    return connection(message.lane).outbox().put(message) != Outbox::Put::full;
}

bool BrokerTransport::is_shedding() const {
    const std::uint64_t shed = inbox_.conflated() + inbox_.dropped();
    if (shed_seen_.exchange(shed) != shed) shed_at_ms_ = steady_now().ms;
    return shed > 0 && steady_now().ms - shed_at_ms_ < shedding_memory_ms;
}

Counters BrokerTransport::counters() const {
    Counters counters;
    counters.arrived_alerts = inbox_.arrived_alerts();
    counters.arrived_beacons = inbox_.arrived_beacons();
    counters.dropped_alerts = inbox_.dropped();
    counters.conflated_beacons = inbox_.conflated();
    counters.dropped_outbound = alerts_->outbox().dropped() + beacons_->outbox().dropped();
    counters.refused_outbound = alerts_->outbox().refused() + beacons_->outbox().refused();
    counters.pauses = alerts_->pauses() + beacons_->pauses();
    counters.sent = alerts_->outbox().sent() + beacons_->outbox().sent();
    const std::uint64_t connections = alerts_->connections() + beacons_->connections();
    counters.reconnects = connections > 2 ? connections - 2 : 0;
    counters.queues = {{"alerts_in", inbox_.alerts(), alerts_inbox_most},
                       {"beacons_in", inbox_.beacons(), beacons_inbox_most},
                       {"alerts_out", alerts_->outbox().waiting(), outbox_most},
                       {"beacons_out", beacons_->outbox().waiting(), outbox_most}};
    return counters;
}

Result<std::vector<std::string>> BrokerTransport::collect_retained(const std::vector<std::string>& filters,
                                                                   Milliseconds quiet, Milliseconds deadline) {
    std::set<std::string> topics;
    const auto gathered = gather_retained(settings_, filters, {quiet, deadline},
                                          [&](std::string_view topic, std::string_view) { topics.emplace(topic); });
    if (!gathered) return gathered.error();
    return std::vector<std::string>(topics.begin(), topics.end());
}

Result<std::string> BrokerTransport::read_retained(const std::string& topic, Milliseconds quiet,
                                                   Milliseconds deadline) {
    std::string found;
    const auto gathered = gather_retained(settings_, {topic}, {quiet, deadline},
                                          [&](std::string_view, std::string_view payload) { found = payload; });
    if (!gathered) return gathered.error();
    return found;
}

}  // namespace paraat::transport

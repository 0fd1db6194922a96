#include "hub/transport/paho_transport.hpp"

#include <mqtt/async_client.h>

#include <chrono>
#include <set>

namespace paraat::transport {
namespace {

constexpr std::int64_t shedding_memory_ms = 5'000;

std::string uri_of(const Settings& settings) {
    return "tcp://" + settings.address + ":" + std::to_string(settings.port);
}

std::int64_t steady_ms() {
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

PahoTransport::PahoTransport(Settings settings)
    : settings_(std::move(settings)),
      inbox_(settings_.keeps),
      alerts_(
          {uri_of(settings_), "hub-" + settings_.node + "-alerts", settings_.username, settings_.password,
           settings_.alert_filters, 1, settings_.alerts_will},
          Lane::alerts, [this](Inbound message) { inbox_.put_alert(std::move(message)); }, [this] { inbox_.wake(); }),
      beacons_(
          {uri_of(settings_), "hub-" + settings_.node + "-beacons", settings_.username, settings_.password,
           settings_.beacon_filters, 0, settings_.beacons_will},
          Lane::beacons, [this](Inbound message) { inbox_.put_beacon(std::move(message)); },
          [this] { inbox_.wake(); }) {}

PahoTransport::~PahoTransport() {
    stop();
}

void PahoTransport::start() {
    alerts_.start();
    beacons_.start();
}

void PahoTransport::stop() {
    alerts_.stop();
    beacons_.stop();
}

void PahoTransport::wait_for_room(Milliseconds patience) {
    alerts_.outbox().wait_for_room(patience);
    beacons_.outbox().wait_for_room(patience);
}

bool PahoTransport::is_shedding() const {
    const std::uint64_t shed = inbox_.conflated() + inbox_.dropped();
    if (shed_seen_.exchange(shed) != shed) shed_at_ms_ = steady_ms();
    return shed > 0 && steady_ms() - shed_at_ms_ < shedding_memory_ms;
}

Counters PahoTransport::counters() const {
    Counters counters;
    counters.dropped_alerts = inbox_.dropped();
    counters.conflated_beacons = inbox_.conflated();
    counters.sent = const_cast<PahoTransport*>(this)->alerts_.outbox().sent() +
                    const_cast<PahoTransport*>(this)->beacons_.outbox().sent();
    const std::uint64_t connections = alerts_.connections() + beacons_.connections();
    counters.reconnects = connections > 2 ? connections - 2 : 0;
    return counters;
}

std::vector<std::string> PahoTransport::collect_retained(const std::vector<std::string>& filters, Milliseconds quiet,
                                                         Milliseconds deadline) {
    std::mutex mutex;
    std::condition_variable arrived;
    std::set<std::string> topics;
    auto newest = std::chrono::steady_clock::now();
    const auto end = newest + deadline;
    try {
        mqtt::async_client client(uri_of(settings_), "hub-" + settings_.node + "-retained",
                                  mqtt::create_options(MQTTVERSION_3_1_1));
        client.set_message_callback([&](const mqtt::const_message_ptr& message) {
            if (!message->is_retained()) return;
            std::lock_guard lock(mutex);
            topics.insert(message->get_topic());
            newest = std::chrono::steady_clock::now();
            arrived.notify_one();
        });
        mqtt::connect_options options;
        options.set_mqtt_version(MQTTVERSION_3_1_1);
        options.set_clean_session(true);
        if (!settings_.username.empty()) options.set_user_name(settings_.username);
        if (!settings_.password.empty()) options.set_password(settings_.password);
        if (!client.connect(options)->wait_for(deadline)) return {};
        // QoS 0: the broker sends all of them without a window, however many.
        for (const std::string& filter : filters) client.subscribe(filter, 0)->wait_for(deadline);
        {
            std::unique_lock lock(mutex);
            newest = std::chrono::steady_clock::now();  // connecting may have taken longer than `quiet`
            while (std::chrono::steady_clock::now() < std::min(end, newest + quiet)) {
                arrived.wait_until(lock, std::min(end, newest + quiet));
            }
        }
        client.disconnect()->wait_for(std::chrono::seconds(2));
        client.disable_callbacks();
    } catch (const mqtt::exception&) {
        // The broker went away; the next connection begins again.
    }
    return {topics.begin(), topics.end()};
}

}  // namespace paraat::transport

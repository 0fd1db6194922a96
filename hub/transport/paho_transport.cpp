#include "hub/transport/paho_transport.hpp"

#include <mqtt/async_client.h>

#include <chrono>
#include <set>

namespace paraat::transport {
namespace {

constexpr std::int64_t shedding_memory_ms = 5'000;
constexpr std::chrono::milliseconds goodbye_patience{100};

std::string uri_of(const Settings& settings) {
    return "tcp://" + settings.address + ":" + std::to_string(settings.port);
}

}  // namespace

PahoTransport::PahoTransport(Settings settings)
    : settings_(std::move(settings)),
      inbox_(settings_.keeps, {inbox_bytes_most, settings_.beacon_rate}),
      alerts_(
          {uri_of(settings_), "hub-" + settings_.node + "-alerts", settings_.username, settings_.password,
           settings_.alert_filters, 1, settings_.alerts_will, settings_.probe_filters},
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

bool PahoTransport::send(const Outbound& message) {
    return connection(message.lane).outbox().put(message) != Outbox::Put::full;
}

bool PahoTransport::is_shedding() const {
    const std::uint64_t shed = inbox_.conflated() + inbox_.dropped();
    if (shed_seen_.exchange(shed) != shed) shed_at_ms_ = steady_now().ms;
    return shed > 0 && steady_now().ms - shed_at_ms_ < shedding_memory_ms;
}

Counters PahoTransport::counters() const {
    Counters counters;
    counters.dropped_alerts = inbox_.dropped();
    counters.conflated_beacons = inbox_.conflated();
    counters.dropped_outbound = alerts_.outbox().dropped() + beacons_.outbox().dropped();
    counters.sent = alerts_.outbox().sent() + beacons_.outbox().sent();
    const std::uint64_t connections = alerts_.connections() + beacons_.connections();
    counters.reconnects = connections > 2 ? connections - 2 : 0;
    counters.queues = {{"alerts_in", inbox_.alerts(), alerts_inbox_most},
                       {"beacons_in", inbox_.beacons(), beacons_inbox_most},
                       {"alerts_out", alerts_.outbox().waiting(), outbox_most},
                       {"beacons_out", beacons_.outbox().waiting(), outbox_most}};
    return counters;
}

Result<std::vector<std::string>> PahoTransport::collect_retained(const std::vector<std::string>& filters,
                                                                 Milliseconds quiet, Milliseconds deadline) {
    std::set<std::string> topics;
    const auto gathered =
        gather(filters, quiet, deadline, [&](const std::string& topic, const std::string&) { topics.insert(topic); });
    if (!gathered) return gathered.error();
    return std::vector<std::string>(topics.begin(), topics.end());
}

Result<std::string> PahoTransport::read_retained(const std::string& topic, Milliseconds quiet, Milliseconds deadline) {
    std::string found;
    const auto gathered =
        gather({topic}, quiet, deadline, [&](const std::string&, const std::string& payload) { found = payload; });
    if (!gathered) return gathered.error();
    return found;
}

Result<void> PahoTransport::gather(const std::vector<std::string>& filters, Milliseconds quiet, Milliseconds deadline,
                                   const Seen& seen) const {
    using Clock = std::chrono::steady_clock;
    std::mutex mutex;
    std::condition_variable changed;
    bool is_lost = false;
    const auto end = Clock::now() + deadline;
    auto newest = Clock::now();
    const auto failed = [](const std::string& why) { return Error{"broker_unreachable", "broker", why}; };
    try {
        mqtt::async_client client(uri_of(settings_), "hub-" + settings_.node + "-retained",
                                  mqtt::create_options(MQTTVERSION_3_1_1));
        client.set_message_callback([&](const mqtt::const_message_ptr& message) {
            if (!message->is_retained()) return;
            std::lock_guard lock(mutex);
            seen(message->get_topic(), message->to_string());
            newest = Clock::now();
        });
        client.set_connection_lost_handler([&](const std::string&) {
            std::lock_guard lock(mutex);
            is_lost = true;
            changed.notify_one();
        });
        mqtt::connect_options options;
        options.set_mqtt_version(MQTTVERSION_3_1_1);
        options.set_clean_session(true);
        options.set_connect_timeout(std::chrono::duration_cast<std::chrono::seconds>(deadline));
        if (!settings_.username.empty()) options.set_user_name(settings_.username);
        if (!settings_.password.empty()) options.set_password(settings_.password);
        if (!client.connect(options)->wait_for(deadline)) return failed("it does not answer");
        // QoS 0: the broker sends all of them without a window, however many.
        for (const std::string& filter : filters) {
            if (!client.subscribe(filter, 0)->wait_for(deadline)) return failed("it does not confirm a subscription");
        }
        std::unique_lock lock(mutex);
        newest = std::max(newest, Clock::now());  // connecting may have taken longer than `quiet`
        while (!is_lost && Clock::now() < std::min(end, newest + quiet)) {
            changed.wait_until(lock, std::min(end, newest + quiet));
        }
        const bool is_whole = !is_lost && Clock::now() >= newest + quiet;
        lock.unlock();
        // Before the callbacks' variables go.
        client.disable_callbacks();
        if (!is_whole) return failed("it went away, or had no end of retained messages");
        // Whoever asked waits: the library may need two seconds for it, and the broker needs no goodbye.
        client.disconnect()->wait_for(goodbye_patience);
    } catch (const mqtt::exception& error) {
        return failed(error.what());
    }
    return {};
}

}  // namespace paraat::transport

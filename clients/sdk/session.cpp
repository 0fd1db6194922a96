#include "clients/sdk/session.hpp"

#include <mqtt/async_client.h>

#include <condition_variable>
#include <mutex>

namespace paraat::sdk {
namespace {

constexpr std::chrono::seconds patience{10};
constexpr int library_window = 1000;

Error unreachable(const BrokerAddress& address, const std::string& why) {
    return {"unreachable", "",
            "cannot reach the broker at " + address.host + ":" + std::to_string(address.port) + " (" + why +
                "); is the hub running? try: ./dev run"};
}

}  // namespace

struct Session::Parts {
    Parts(const std::string& uri, const std::string& id) : client(uri, id, creation()) {}
    static mqtt::create_options creation() {
        mqtt::create_options options(MQTTVERSION_3_1_1);
        options.set_max_buffered_messages(library_window);
        return options;
    }

    mqtt::async_client client;
    std::mutex mutex;
    std::condition_variable arrived;
    Inbox inbox;
    bool is_lost = false;
};

Result<Session> Session::connect(const BrokerAddress& address, const std::string& client_id) {
    try {
        auto parts = std::make_unique<Parts>("tcp://" + address.host + ":" + std::to_string(address.port), client_id);
        Parts& own = *parts;
        own.client.set_message_callback([&own](const mqtt::const_message_ptr& message) {
            std::lock_guard lock(own.mutex);
            own.inbox.put({message->get_topic(), message->to_string(), message->is_retained()});
            own.arrived.notify_one();
        });
        own.client.set_connection_lost_handler([&own](const std::string&) {
            std::lock_guard lock(own.mutex);
            own.is_lost = true;
            own.arrived.notify_one();
        });
        mqtt::connect_options options;
        options.set_mqtt_version(MQTTVERSION_3_1_1);
        options.set_clean_session(true);
        options.set_keep_alive_interval(std::chrono::seconds(30));
        options.set_max_inflight(library_window);
        if (!address.username.empty()) options.set_user_name(address.username);
        if (!address.password.empty()) options.set_password(address.password);
        if (!own.client.connect(options)->wait_for(patience)) return unreachable(address, "no answer");
        return Session(std::move(parts));
    } catch (const mqtt::exception& failure) {
        return unreachable(address, failure.what());
    }
}

Session::Session(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Session::Session(Session&&) noexcept = default;

Session::~Session() {
    if (!parts_) return;
    try {
        if (parts_->client.is_connected()) parts_->client.disconnect()->wait_for(std::chrono::seconds(2));
    } catch (const mqtt::exception&) {
        // Gone already.
    }
    parts_->client.disable_callbacks();
}

Result<void> Session::subscribe(const std::string& filter) {
    try {
        if (parts_->client.subscribe(filter, 1)->wait_for(patience)) return {};
    } catch (const mqtt::exception&) {
        // Said below.
    }
    return Error{"unreachable", filter, "the broker did not take the subscription to " + filter};
}

Result<void> Session::publish(const std::string& topic, const std::string& payload, int qos) {
    try {
        parts_->client.publish(topic, payload, qos, false);
        return {};
    } catch (const mqtt::exception& failure) {
        return Error{"unreachable", topic, std::string("the broker did not take the message: ") + failure.what()};
    }
}

Result<void> Session::hand_over(const std::string& topic, const std::string& payload, int qos) {
    try {
        if (parts_->client.publish(topic, payload, qos, false)->wait_for(patience)) return {};
    } catch (const mqtt::exception&) {
        // Said below.
    }
    return Error{"unreachable", topic, "the broker did not take the message"};
}

std::optional<Message> Session::next(Milliseconds span) {
    std::unique_lock lock(parts_->mutex);
    parts_->arrived.wait_for(lock, span, [&] { return parts_->is_lost || !parts_->inbox.is_empty(); });
    return parts_->inbox.take();
}

std::uint64_t Session::take_dropped() {
    std::lock_guard lock(parts_->mutex);
    return parts_->inbox.take_dropped();
}

bool Session::is_connected() const {
    std::lock_guard lock(parts_->mutex);
    return !parts_->is_lost;
}

}  // namespace paraat::sdk

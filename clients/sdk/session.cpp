#include "clients/sdk/session.hpp"

#include <mqtt/async_client.h>

#include <atomic>
#include <chrono>
#include <deque>

#include "hub/base/bounded_queue.hpp"

namespace paraat::sdk {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{10};
constexpr std::chrono::seconds silence_most{10};  // of a broker that owes an acknowledgement
constexpr int library_window = 1000;
constexpr std::size_t inbox_most = 10'000;  // a reader that is slower than the centre loses messages, not the memory

Error unreachable(const BrokerAddress& address, const std::string& why) {
    return {"unreachable", "",
            "cannot reach the broker at " + address.host + ":" + std::to_string(address.port) + " (" + why +
                "); is the hub running? try: ./dev run"};
}

// set_verify() is what checks the host: without it any certificate of the CA, also a device's, would pass for the
// broker.
mqtt::ssl_options tls_of(const TlsFiles& files) {
    mqtt::ssl_options options;
    options.set_trust_store(files.ca);
    if (!files.certificate.empty()) {
        options.set_key_store(files.certificate);
        options.set_private_key(files.key);
    }
    options.set_enable_server_cert_auth(true);
    options.set_verify(true);
    options.set_ssl_version(MQTT_SSL_VERSION_TLS_1_2);
    return options;
}

std::string uri_of(const BrokerAddress& address) {
    return (address.tls.ca.empty() ? "tcp://" : "ssl://") + address.host + ":" + std::to_string(address.port);
}

// What a broker answers to a user that it does not know, or a password that is not his (MQTT 3.1.1, 3.2.2.3).
constexpr int bad_user_or_password = 4;
constexpr int not_authorised = 5;

Error not_let_in(const BrokerAddress& address) {
    const std::string who = address.username.empty() ? "anybody in without a name" : address.username + " in";
    return {"not_let_in", "",
            "the broker at " + address.host + ":" + std::to_string(address.port) + " does not let " + who +
                ": --user, --password"};
}

}  // namespace

struct Session::Parts {
    Parts(const std::string& uri, const std::string& id) : client(uri, id, creation()) {}
    static mqtt::create_options creation() {
        mqtt::create_options options(MQTTVERSION_3_1_1);
        options.set_max_buffered_messages(library_window);
        return options;
    }

    // Half of a connection may be dead and the keep alive takes 45 s to see it; who has something to say sees it
    // sooner.
    bool is_answered() {
        while (!owed.empty() && owed.front().token->is_complete()) owed.pop_front();
        return owed.empty() || Clock::now() - owed.front().since < silence_most;
    }

    struct Owed {
        mqtt::token_ptr token;
        Clock::time_point since;
    };
    BoundedQueue<Message> inbox{inbox_most};  // closed when the connection is lost
    std::atomic<std::size_t> dropped{0};
    std::deque<Owed> owed;      // acknowledgements of the broker, at most the library's window
    mqtt::token_ptr listening;  // of the last listen()
    mqtt::async_client client;  // last, so that its callbacks never find the rest gone
};

Result<Session> Session::connect(const BrokerAddress& address, const std::string& client_id,
                                 const std::optional<Will>& will) {
    try {
        auto parts = std::make_unique<Parts>(uri_of(address), client_id);
        Parts& own = *parts;
        own.client.set_message_callback([&own](const mqtt::const_message_ptr& message) {
            if (!own.inbox.try_push({message->get_topic(), message->to_string(), message->is_retained()}))
                ++own.dropped;
        });
        own.client.set_connection_lost_handler([&own](const std::string&) { own.inbox.close(); });
        mqtt::connect_options options;
        options.set_mqtt_version(MQTTVERSION_3_1_1);
        options.set_clean_session(true);
        options.set_keep_alive_interval(std::chrono::seconds(30));
        options.set_max_inflight(library_window);
        if (will) options.set_will(mqtt::will_options(will->topic, will->payload, 1, true));
        if (!address.tls.ca.empty()) options.set_ssl(tls_of(address.tls));
        if (!address.username.empty()) options.set_user_name(address.username);
        if (!address.password.empty()) options.set_password(address.password);
        if (!own.client.connect(options)->wait_for(patience)) return unreachable(address, "no answer");
        return Session(std::move(parts));
    } catch (const mqtt::exception& failure) {
        const int code = failure.get_return_code();
        if (code == bad_user_or_password || code == not_authorised) return not_let_in(address);
        return unreachable(address, failure.what());
    }
}

Session::Session(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Session::Session(Session&&) noexcept = default;

Session& Session::operator=(Session&& other) noexcept {
    std::swap(parts_, other.parts_);  // what was held before ends with `other`
    return *this;
}

Session::~Session() {
    if (!parts_) return;
    try {
        // To one that answers nothing a goodbye is not said: it would be waited for.
        if (is_connected() && parts_->client.is_connected()) {
            parts_->client.disconnect()->wait_for(std::chrono::seconds(2));
        }
    } catch (const mqtt::exception&) {
        // Gone already.
    }
    try {
        parts_->client.disable_callbacks();
    } catch (const mqtt::exception&) {
        // Refused while a goodbye is under way: it has them until it is destroyed, which is before what they use.
    }
}

Result<void> Session::subscribe(const std::string& filter) {
    try {
        if (parts_->client.subscribe(filter, 1)->wait_for(patience)) return {};
    } catch (const mqtt::exception&) {
        // Said below.
    }
    return Error{"unreachable", filter, "the broker did not take the subscription to " + filter};
}

Result<void> Session::listen(const std::string& filter) {
    try {
        parts_->listening = parts_->client.subscribe(filter, 1);
        parts_->owed.push_back({parts_->listening, Clock::now()});
        return {};
    } catch (const mqtt::exception& failure) {
        return Error{"unreachable", filter, std::string("the broker did not take a subscription: ") + failure.what()};
    }
}

Result<void> Session::listen_no_more(const std::string& filter) {
    try {
        parts_->owed.push_back({parts_->client.unsubscribe(filter), Clock::now()});
        return {};
    } catch (const mqtt::exception& failure) {
        return Error{"unreachable", filter, std::string("the broker did not end a subscription: ") + failure.what()};
    }
}

bool Session::is_listening() const {
    const auto& token = parts_->listening;
    return token && token->is_complete() && token->get_return_code() == 0;
}

Result<void> Session::publish(const std::string& topic, const std::string& payload, int qos, bool is_retained) {
    try {
        auto token = parts_->client.publish(topic, payload, qos, is_retained);
        if (qos > 0) parts_->owed.push_back({std::move(token), Clock::now()});
        return {};
    } catch (const mqtt::exception& failure) {
        return Error{"unreachable", topic, std::string("the broker did not take the message: ") + failure.what()};
    }
}

Result<void> Session::deliver(const std::string& topic, const std::string& payload, int qos, bool is_retained) {
    try {
        if (parts_->client.publish(topic, payload, qos, is_retained)->wait_for(patience)) return {};
    } catch (const mqtt::exception&) {
        // Said below.
    }
    return Error{"unreachable", topic, "the broker did not take the message to " + topic};
}

std::optional<Message> Session::next(Milliseconds span) {
    std::vector<Message> taken = parts_->inbox.take(1, span);
    if (taken.empty()) return std::nullopt;
    return std::move(taken.front());
}

void Session::wake() {
    parts_->inbox.wake();
}

bool Session::is_connected() const {
    return !parts_->inbox.is_closed() && parts_->is_answered();
}

std::size_t Session::dropped() const {
    return parts_->dropped;
}

}  // namespace paraat::sdk

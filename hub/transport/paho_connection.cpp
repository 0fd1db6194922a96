#include "hub/transport/paho_connection.hpp"

#include <mqtt/async_client.h>

#include <random>

#include "hub/base/thread_name.hpp"
#include "hub/transport/backoff.hpp"

namespace paraat::transport {
namespace {

// The library waits up to a second when its own window is full; ours is smaller, so it never is.
constexpr int library_window = 1000;

std::string uri_of(const ConnectionSettings& settings) {
    return (settings.tls.is_on() ? "ssl://" : "tcp://") + settings.address + ":" + std::to_string(settings.port);
}

void* as_context(std::uint64_t number) {
    return reinterpret_cast<void*>(static_cast<std::uintptr_t>(number));
}

mqtt::create_options creation() {
    mqtt::create_options options(MQTTVERSION_3_1_1);
    // Counts what is on its way too; the default of 100 refuses messages long before the window is full.
    options.set_max_buffered_messages(library_window);
    options.set_send_while_disconnected(false);
    return options;
}

// set_verify() is what checks the host: without it any certificate of the CA, also a device's, would pass for the
// broker.
mqtt::ssl_options tls_of(const TlsFiles& files) {
    mqtt::ssl_options options;
    options.set_trust_store(files.ca.string());
    if (!files.certificate.empty()) {
        options.set_key_store(files.certificate.string());
        options.set_private_key(files.key.string());
    }
    options.set_enable_server_cert_auth(true);
    options.set_verify(true);
    options.set_ssl_version(MQTT_SSL_VERSION_TLS_1_2);
    return options;
}

mqtt::connect_options options_of(const ConnectionSettings& settings) {
    mqtt::connect_options options;
    options.set_mqtt_version(MQTTVERSION_3_1_1);
    options.set_clean_session(false);  // what comes while the hub is away waits at the broker
    options.set_keep_alive_interval(keep_alive);
    options.set_max_inflight(library_window);
    options.set_automatic_reconnect(false);  // the library's own does not subscribe again
    options.set_connect_timeout(answer_patience);
    if (!settings.username.empty()) options.set_user_name(settings.username);
    if (!settings.password.empty()) options.set_password(settings.password);
    if (settings.tls.is_on()) options.set_ssl(tls_of(settings.tls));
    if (!settings.will.topic.empty()) {
        options.set_will(mqtt::will_options(settings.will.topic, settings.will.payload, 1, true));
    }
    return options;
}

}  // namespace

// One life of a connection. A new library client each time: an old one would send what it remembers in an order of its
// own, and it forgets all the same when the broker does.
class PahoConnection::Session : public mqtt::iaction_listener {
public:
    Session(const ConnectionSettings& settings, Lane lane, const Watch& watch, Outbox& outbox)
        : outbox_(outbox), client_(uri_of(settings), settings.client_id, creation()) {
        // All callbacks before the first connect; they copy, hand over and return, because the library has one thread
        // for all connections of the process.
        client_.set_message_callback([lane, &watch](const mqtt::const_message_ptr& message) {
            try {
                watch.arrived({{message->get_topic(), message->to_string(), message->is_retained(), lane}});
            } catch (...) {
                // Out of memory: the message is lost, its sender gets no receipt and comes again.
            }
        });
        client_.set_connection_lost_handler(
            [this](const std::string& cause) { lost(cause.empty() ? "the broker closed it" : cause); });
    }

    ~Session() override {
        try {
            // To one that answers nothing a goodbye is not said: it would be waited for.
            if (!is_lost_ && client_.is_connected()) {
                client_.disconnect(std::chrono::seconds(1))->wait_for(std::chrono::seconds(2));
            }
        } catch (const mqtt::exception&) {
            // It is gone anyway.
        }
        try {
            client_.disable_callbacks();
        } catch (const mqtt::exception&) {
            // Refused while a goodbye is under way: it has them until it is destroyed, which is before what they use.
        }
    }

    Result<void> connect(const ConnectionSettings& settings) {
        const auto failed = [](const std::string& why) { return Error{"broker_unreachable", "broker", why}; };
        try {
            if (!client_.connect(options_of(settings))->wait_for(answer_patience)) return failed("it does not answer");
            for (const std::string& filter : settings.filters) {
                if (!client_.subscribe(filter, settings.qos)->wait_for(answer_patience)) {
                    return failed("it does not confirm a subscription");
                }
            }
            // What such a one lets through or not, the probes find out.
            for (const std::string& filter : settings.probe_filters) client_.subscribe(filter, 0);
            return {};
        } catch (const mqtt::exception& error) {
            return failed(error.what());
        }
    }

    void publish(const Outbox::Sending& sending) {
        try {
            const Outbound& message = sending.message;
            client_.publish(mqtt::make_message(message.topic, message.payload, message.qos, message.is_retained),
                            as_context(sending.number), *this);
        } catch (const mqtt::exception& error) {
            lost(error.what());
        }
    }

    void on_success(const mqtt::token& token) override {
        outbox_.done(static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(token.get_user_context())));
    }
    void on_failure(const mqtt::token&) override { lost("a message was not taken"); }

    void lost(const std::string& why) {
        std::lock_guard lock(mutex_);
        if (!is_lost_.exchange(true)) why_ = why;
    }
    bool is_lost() const { return is_lost_; }
    std::string why_lost() const {
        std::lock_guard lock(mutex_);
        return why_;
    }

private:
    Outbox& outbox_;
    mutable std::mutex mutex_;
    std::string why_;
    std::atomic<bool> is_lost_{false};
    mqtt::async_client client_;  // last, so that its callbacks never find the rest gone
};

PahoConnection::PahoConnection(ConnectionSettings settings, Lane lane, Watch watch)
    : Connection(std::move(settings), lane, std::move(watch)) {}

PahoConnection::~PahoConnection() {
    stop();
}

void PahoConnection::start() {
    thread_ = std::thread([this] {
        name_this_thread(name_of(lane_));
        run();
    });
}

void PahoConnection::stop() {
    if (!thread_.joinable()) return;
    {
        std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    stopping_.notify_all();
    thread_.join();
    outbox_.close();
}

bool PahoConnection::wait(Milliseconds span) {
    std::unique_lock lock(mutex_);
    return !stopping_.wait_for(lock, span, [&] { return is_stopping_.load(); });
}

void PahoConnection::run() {
    std::mt19937 chance{std::random_device{}()};
    int tries = 0;
    while (!is_stopping_) {
        Session session(settings_, lane_, watch_, outbox_);
        if (const auto connected = session.connect(settings_); !connected) {
            note_failure(connected.error().message);
        } else {
            tries = 0;
            became_connected();
            became_lost(serve(session));
        }
        if (!wait(backoff(tries++, static_cast<std::uint32_t>(chance())))) break;
    }
}

std::string PahoConnection::serve(Session& session) {
    using Clock = std::chrono::steady_clock;
    std::uint64_t progress = outbox_.progress();
    auto progress_at = Clock::now();
    auto stopping_since = Clock::time_point::max();
    while (!session.is_lost()) {
        if (const auto sending = outbox_.take(std::chrono::milliseconds{100})) session.publish(*sending);
        if (outbox_.progress() != progress || outbox_.unfinished() == 0) {
            progress = outbox_.progress();
            progress_at = Clock::now();
        }
        // A publish without its acknowledgement for so long means that the connection is dead, whatever it says.
        if (Clock::now() - progress_at > answer_patience) session.lost("it acknowledges nothing");
        if (!is_stopping_) continue;
        // What the hub said last still goes out, if the broker takes it.
        if (stopping_since == Clock::time_point::max()) stopping_since = Clock::now();
        const bool has_waited = Clock::now() - stopping_since > std::chrono::seconds{2};
        if (outbox_.unfinished() == 0 || has_waited) return "stopped";
    }
    return session.why_lost();
}

}  // namespace paraat::transport

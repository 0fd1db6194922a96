#include "hub/transport/asio_connection.hpp"

#include <algorithm>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <random>

#include "hub/base/log.hpp"
#include "hub/base/thread_name.hpp"
#include "hub/transport/backoff.hpp"
#include "hub/transport/inbox.hpp"
#include "hub/transport/session_socket.hpp"

namespace paraat::transport {
namespace {

// What is written and not taken by the socket yet; more than the broker reads at once, and no second outbox.
constexpr std::size_t unwritten_most = 256UL << 10;
constexpr std::uint16_t receive_most = 1'000;  // unacknowledged messages, of a broker that lets itself be told
constexpr std::chrono::hours session_kept{24};
constexpr Milliseconds last_words{2'000};
constexpr Milliseconds lasting{5'000};
constexpr Milliseconds refusals_told_every{60'000};

mqtt::Session::Settings session_of(const ConnectionSettings& settings, mqtt::Version version) {
    mqtt::Session::Settings made;
    made.version = version;
    made.connect.client_id = settings.client_id;
    made.connect.username = settings.username;
    made.connect.password = settings.password;
    made.connect.keep_alive = keep_alive;
    made.connect.is_clean = false;  // what comes while the hub is away waits at the broker
    made.connect.session_expiry = session_kept;
    made.connect.receive_maximum = receive_most;
    if (!settings.will.topic.empty()) made.connect.will = mqtt::Will{settings.will.topic, settings.will.payload};
    for (const std::string& filter : settings.filters) made.subscriptions.push_back({filter, settings.qos});
    for (const std::string& filter : settings.probe_filters) made.probes.push_back({filter, 0});
    made.window = window;
    made.patience = answer_patience;
    return made;
}

}  // namespace

class AsioConnection::Work : public mqtt::Listener {
public:
    Work(AsioConnection& of, mqtt::Version version) : of_(of), version_(version), retry_(io_) {}

    void run() {
        connect();
        while (!io_.stopped()) {
            try {
                io_.run();
            } catch (const std::exception& error) {
                // Out of memory or of descriptors: on another connection, what nobody kept comes again.
                if (!socket_) {
                    try_again();
                    continue;
                }
                socket_->close();
                ended(error.what());
                arrivals_.forget();
            }
        }
    }
    void flush() {
        if (is_woken_.exchange(true)) return;
        asio::post(io_, [this] {
            is_woken_ = false;
            if (socket_) socket_->go_on();
        });
    }
    void keep(std::uint64_t number) { kept_ = number; }
    void stop() {
        asio::post(io_, [this] {
            stop_by_ = steady_now() + last_words;
            retry_.cancel();
            if (socket_ && socket_->is_open()) return socket_->go_on();
            if (!socket_) return io_.stop();
            socket_->close();
            ended("stopped");
        });
    }

private:
    void connect() {
        socket_ = std::make_shared<SessionSocket>(
            io_, session_of(of_.settings_, version_), arrivals_, *this,
            SessionSocket::Watch{[this] { turn(); }, [this](const std::string& why) { ended(why); },
                                 of_.watch_.has_room, [this] { of_.paused(); }});
        const ConnectionSettings& settings = of_.settings_;
        if (settings.tls.is_on()) return socket_->open(settings.address, settings.port, read_identity(settings.tls));
        socket_->open(settings.address, settings.port);
    }
    void ready(const std::vector<std::string>& refused) override {
        // What such a one would have brought, the probes miss, and say so.
        for (const std::string& filter : refused) {
            log_error("the broker refuses a subscription", {{"filter", filter}});
        }
        ready_at_ = steady_now();
        of_.became_connected();
    }
    void arrived(const mqtt::Publish& publish, mqtt::ArrivalNumber number) override {
        arriving_.push_back(
            {std::string(publish.topic), std::string(publish.payload), publish.is_retained, of_.lane_, number});
    }
    void answered(std::uint64_t number, std::uint8_t code) override {
        if (code < 0x80) return of_.outbox_.done(number);
        of_.outbox_.refused(number);
        if (steady_now() < refusal_told_again_at_) return;
        refusal_told_again_at_ = steady_now() + refusals_told_every;
        log_error("the broker does not take a message", {{"why", std::string(reason_word(code, version_))}});
    }
    void turn() {
        mqtt::Session& session = socket_->session();
        hand_over();
        const Instant now = steady_now();
        session.acknowledge(kept_, now);
        while (session.room() > 0 && socket_->unwritten() < unwritten_most) {
            const auto sending = of_.outbox_.take(Milliseconds{0});
            if (!sending) break;
            const Outbound& message = sending->message;
            session.publish(sending->number,
                            {message.topic, message.payload, message.qos, message.is_retained, false, 0}, now);
        }
        if (of_.is_stopping_) stop_if_done(now);
    }
    void hand_over() {
        if (!arriving_.empty()) of_.watch_.arrived(std::exchange(arriving_, {}));
    }
    void stop_if_done(Instant now) {
        const bool is_done = !socket_->session().is_ready() || of_.outbox_.unfinished() == 0 || now >= stop_by_;
        if (!is_done) return;
        socket_->session().disconnect(now);
        asio::post(io_, [this] {
            if (socket_) socket_->close();
            ended("stopped");
        });
    }
    void ended(const std::string& why) {
        if (!socket_) return;
        const bool was_connected = of_.is_connected();
        hand_over();
        socket_.reset();
        // One that ends at once each time is not asked for anew at once.
        if (was_connected && steady_now() - ready_at_ >= lasting) tries_ = 0;
        if (was_connected) {
            of_.became_lost(why);
        } else if (!of_.is_stopping_) {
            of_.note_failure(why);
        }
        try_again();
    }
    void try_again() {
        if (of_.is_stopping_) return io_.stop();
        retry_.expires_after(backoff(tries_++, static_cast<std::uint32_t>(chance_())));
        retry_.async_wait([this](asio::error_code error) {
            if (!error && !of_.is_stopping_) return connect();
            io_.stop();
        });
    }

    AsioConnection& of_;
    const mqtt::Version version_;
    asio::io_context io_{1};
    asio::steady_timer retry_;
    std::shared_ptr<SessionSocket> socket_;
    mqtt::Arrivals arrivals_;
    std::vector<Inbound> arriving_;  // heard, and not handed over yet
    Instant ready_at_;
    Instant refusal_told_again_at_;
    int tries_ = 0;
    Instant stop_by_ = never;
    std::mt19937 chance_{std::random_device{}()};
    // From other threads.
    std::atomic<std::uint64_t> kept_{0};
    std::atomic<bool> is_woken_{false};
};

AsioConnection::AsioConnection(ConnectionSettings settings, Lane lane, Watch watch, mqtt::Version version)
    : Connection(std::move(settings), lane, std::move(watch)), work_(std::make_unique<Work>(*this, version)) {}

AsioConnection::~AsioConnection() {
    stop();
}

void AsioConnection::start() {
    thread_ = std::thread([this] {
        name_this_thread(name_of(lane_));
        work_->run();
    });
}

void AsioConnection::begin_to_stop() {
    if (!thread_.joinable() || is_stopping_.exchange(true)) return;
    work_->stop();
}

void AsioConnection::stop() {
    if (!thread_.joinable()) return;
    begin_to_stop();
    thread_.join();
    outbox_.close();
}

void AsioConnection::flush() {
    work_->flush();
}

void AsioConnection::acknowledge(std::uint64_t number) {
    work_->keep(number);
}

}  // namespace paraat::transport

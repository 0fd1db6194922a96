#include "hub/transport/retained.hpp"

#include <algorithm>
#include <asio/io_context.hpp>

#include "hub/transport/connection.hpp"
#include "hub/transport/inbox.hpp"
#include "hub/transport/session_socket.hpp"

namespace paraat::transport {
namespace {

// QoS 0: the broker sends all of them without a window, however many.
mqtt::Session::Settings session_of(const Settings& settings, const std::vector<std::string>& filters,
                                   Milliseconds deadline) {
    mqtt::Session::Settings made;
    made.version = settings.client == Client::mqtt5 ? mqtt::Version::v5 : mqtt::Version::v3_1_1;
    made.connect.client_id = "hub-" + settings.node + "-retained";
    made.connect.username = settings.username;
    made.connect.password = settings.password;
    made.connect.keep_alive = keep_alive;
    for (const std::string& filter : filters) made.subscriptions.push_back({filter, 0});
    if (!settings.marker_topic.empty()) made.subscriptions.push_back({settings.marker_topic, 0});
    made.patience = deadline;
    return made;
}

class Gathering : public mqtt::Listener {
public:
    using Seen = std::function<void(std::string_view, std::string_view)>;
    Gathering(const Seen& seen, std::string marker_topic)
        : seen_(seen), marker_topic_(std::move(marker_topic)), marker_(std::to_string(steady_now().ms)) {}

    void ready(const std::vector<std::string>& refused) override {
        is_ready_ = true;
        newest_ = steady_now();
        if (!refused.empty()) fail("it refuses a subscription to " + refused.front());
    }
    // Once it is subscribed: what it retains is queued by then.
    void mark_end(mqtt::Session& session) {
        if (!is_ready_ || is_marked_ || marker_topic_.empty()) return;
        is_marked_ = true;
        mqtt::Publish marker;
        marker.topic = marker_topic_;
        marker.payload = marker_;
        session.publish(0, marker, steady_now());
    }
    void arrived(const mqtt::Publish& publish, mqtt::ArrivalNumber) override {
        if (is_marked_ && publish.topic == marker_topic_ && publish.payload == marker_) has_all_ = true;
        if (!publish.is_retained) return;
        if (is_ready_) newest_ = steady_now();
        seen_(publish.topic, publish.payload);
    }
    void answered(std::uint64_t, std::uint8_t) override {}

    void fail(const std::string& why) {
        if (why_failed_.empty()) why_failed_ = why;
    }
    const std::string& why_failed() const { return why_failed_; }
    // When it is over if nothing more comes.
    Instant over_at(Milliseconds quiet) const {
        if (has_all_) return Instant{};
        return newest_ == never ? never : newest_ + quiet;
    }

private:
    const Seen& seen_;
    const std::string marker_topic_;
    const std::string marker_;
    bool is_marked_ = false;
    bool has_all_ = false;
    bool is_ready_ = false;  // some may come before the broker says so
    Instant newest_ = never;
    std::string why_failed_;
};

void gather(const Settings& settings, const std::vector<std::string>& filters, GatherLimits limits,
            Gathering& gathering) {
    const Instant end = steady_now() + limits.deadline;
    asio::io_context io{1};
    mqtt::Arrivals arrivals;
    std::weak_ptr<SessionSocket> itself;
    SessionSocket::Watch watch;
    watch.turn = [&] {
        if (const auto open = itself.lock()) gathering.mark_end(open->session());
    };
    watch.ended = [&](const std::string& why) { gathering.fail(why); };
    const auto socket = std::make_shared<SessionSocket>(io, session_of(settings, filters, limits.deadline), arrivals,
                                                        gathering, std::move(watch));
    itself = socket;
    if (settings.tls.is_on()) {
        socket->open(settings.address, settings.port, read_identity(settings.tls));
    } else {
        socket->open(settings.address, settings.port);
    }
    Instant now = steady_now();
    while (gathering.why_failed().empty() && now < std::min(end, gathering.over_at(limits.quiet))) {
        io.run_one_for(std::min(end, gathering.over_at(limits.quiet)) - now);
        now = steady_now();
    }
    if (gathering.why_failed().empty() && now < gathering.over_at(limits.quiet)) {
        gathering.fail("it had no end of retained messages, or did not answer in time");
    }
    socket->session().disconnect(now);
    socket->go_on();
    socket->close();
    io.run_for(Milliseconds{0});  // ends what was begun, so that nothing holds on to the listener
}

}  // namespace

Result<void> gather_retained(const Settings& settings, const std::vector<std::string>& filters, GatherLimits limits,
                             const std::function<void(std::string_view, std::string_view)>& seen) {
    Gathering gathering(seen, settings.marker_topic);
    try {
        gather(settings, filters, limits, gathering);
    } catch (const std::exception& error) {
        gathering.fail(error.what());  // out of descriptors or of threads
    }
    if (!gathering.why_failed().empty()) return Error{"broker_unreachable", "broker", gathering.why_failed()};
    return {};
}

}  // namespace paraat::transport

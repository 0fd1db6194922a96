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
    made.patience = deadline;
    return made;
}

class Gathering : public mqtt::Listener {
public:
    using Seen = std::function<void(std::string_view, std::string_view)>;
    explicit Gathering(const Seen& seen) : seen_(seen) {}

    void ready(const std::vector<std::string>& refused) override {
        is_ready_ = true;
        newest_ = steady_now();
        if (!refused.empty()) fail("it refuses a subscription to " + refused.front());
    }
    void arrived(const mqtt::Publish& publish, mqtt::ArrivalNumber) override {
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
    Instant over_at(Milliseconds quiet) const { return newest_ == never ? never : newest_ + quiet; }

private:
    const Seen& seen_;
    bool is_ready_ = false;  // some may come before the broker says so
    Instant newest_ = never;
    std::string why_failed_;
};

void gather(const Settings& settings, const std::vector<std::string>& filters, GatherLimits limits,
            Gathering& gathering) {
    const Instant end = steady_now() + limits.deadline;
    asio::io_context io{1};
    mqtt::Arrivals arrivals;
    const auto socket = std::make_shared<SessionSocket>(
        io, session_of(settings, filters, limits.deadline), arrivals, gathering,
        SessionSocket::Watch{[] {}, [&](const std::string& why) { gathering.fail(why); }});
    socket->open(settings.address, settings.port);
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
    Gathering gathering(seen);
    try {
        gather(settings, filters, limits, gathering);
    } catch (const std::exception& error) {
        gathering.fail(error.what());  // out of descriptors or of threads
    }
    if (!gathering.why_failed().empty()) return Error{"broker_unreachable", "broker", gathering.why_failed()};
    return {};
}

}  // namespace paraat::transport

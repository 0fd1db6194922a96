#include "hub/transport/takeover.hpp"

#include <asio/io_context.hpp>

#include "hub/transport/connection.hpp"
#include "hub/transport/inbox.hpp"
#include "hub/transport/session_socket.hpp"

namespace paraat::transport {
namespace {

class Taking : public mqtt::Listener {
public:
    void ready(const std::vector<std::string>&) override { is_ready_ = true; }
    void arrived(const mqtt::Publish&, mqtt::ArrivalNumber) override {}
    void answered(std::uint64_t, std::uint8_t) override {}

    bool is_ready() const { return is_ready_; }
    void fail(const std::string& why) { why_failed_ = why; }
    const std::string& why_failed() const { return why_failed_; }

private:
    bool is_ready_ = false;
    std::string why_failed_;
};

mqtt::Session::Settings session_in_the_name_of(const std::string& client_id, Milliseconds patience) {
    mqtt::Session::Settings made;
    made.connect.client_id = client_id;
    made.connect.keep_alive = keep_alive;
    made.connect.is_clean = true;         // what waited for the other is for nobody
    made.subscriptions = {{"$none", 0}};  // MQTT has no empty subscription; below $ nothing of that name is published
    made.patience = patience;
    return made;
}

void take(const std::string& address, int port, const TlsIdentity& identity, mqtt::Session::Settings session,
          Taking& taking) {
    const Instant end = steady_now() + session.patience;
    asio::io_context io{1};
    mqtt::Arrivals arrivals;
    SessionSocket::Watch watch;
    watch.turn = [] {};
    watch.ended = [&](const std::string& why) { taking.fail(why); };
    const auto socket = std::make_shared<SessionSocket>(io, std::move(session), arrivals, taking, std::move(watch));
    socket->open(address, port, identity);
    for (Instant now = steady_now(); !taking.is_ready() && taking.why_failed().empty() && now < end;
         now = steady_now()) {
        io.run_one_for(end - now);
    }
    if (!taking.is_ready() && taking.why_failed().empty()) taking.fail("it does not answer");
    socket->session().disconnect(steady_now());
    socket->go_on();
    socket->close();
    io.run_for(Milliseconds{0});  // ends what was begun, so that nothing holds on to the listener
}

}  // namespace

Result<void> take_over(const std::string& address, int port, const TlsIdentity& identity, const std::string& client_id,
                       Milliseconds patience) {
    Taking taking;
    try {
        take(address, port, identity, session_in_the_name_of(client_id, patience), taking);
    } catch (const std::exception& error) {
        taking.fail(error.what());  // out of descriptors or of threads
    }
    if (!taking.is_ready()) return Error{"broker_unreachable", "broker", taking.why_failed()};
    return {};
}

}  // namespace paraat::transport

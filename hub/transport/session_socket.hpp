#pragma once

#include <array>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <string>

#include "hub/mqtt/session.hpp"
#include "hub/transport/tls_stream.hpp"

namespace paraat::transport {

// An MQTT session on a TCP connection of its own, by TLS where it is given an identity. Everything happens on the
// thread that runs its io_context; it lives until the last of what it began has ended, so it is shared with that. The
// session's patience is also that for the connection, and for room to read.
class SessionSocket : public std::enable_shared_from_this<SessionSocket> {
public:
    struct Watch {
        // Something was heard or written, or time has passed: what the session has room for may be published now.
        std::function<void()> turn;
        // Once, with the reason; nothing is called afterwards.
        std::function<void(const std::string& why)> ended;
        // To read on. Without it for too long the connection ends: what it holds back may be what makes room.
        std::function<bool()> has_room = [] { return true; };
        // There is none, so that nothing is read until there is.
        std::function<void()> paused = [] {};
    };
    // `arrivals`, `listener` and what `watch` uses outlive close().
    SessionSocket(asio::io_context& io, mqtt::Session::Settings settings, mqtt::Arrivals& arrivals,
                  mqtt::Listener& listener, Watch watch);

    void open(const std::string& address, int port);
    // The same by TLS. `address` is also what the broker's certificate has to carry.
    void open(const std::string& address, int port, Result<TlsIdentity> identity);
    mqtt::Session& session() { return session_; }
    bool is_open() const { return is_open_ && !is_closed_; }
    // Bytes that the session made, or that the socket did not take yet.
    std::size_t unwritten() const { return session_.to_write() + writing_.size(); }
    // Lets `watch.turn` fill the session, and writes what it has to say.
    void go_on();
    // Without a word to the watch; what was written before may still go out.
    void close();

private:
    void connected(const std::string& address);
    void opened();
    void read();
    void write();
    void wait();
    void end(const std::string& why);

    static constexpr std::size_t read_most = 65'536;

    asio::ip::tcp::resolver resolver_;
    asio::ip::tcp::socket socket_;
    std::unique_ptr<TlsStream> tls_;  // over the socket; none = its bytes are sent as they are
    asio::steady_timer timer_;
    const Milliseconds patience_;
    mqtt::Session session_;
    Watch watch_;
    std::unique_ptr<std::array<char, read_most>> read_ = std::make_unique<std::array<char, read_most>>();
    std::string writing_;
    bool is_open_ = false;
    bool is_closed_ = false;
    bool is_reading_ = false;
    Instant paused_at_ = never;  // since when there is no room to read
};

}  // namespace paraat::transport

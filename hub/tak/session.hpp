#pragma once

#include <array>
#include <asio/ip/tcp.hpp>
#include <asio/ssl.hpp>
#include <asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "hub/base/time.hpp"
#include "hub/base/token_bucket.hpp"
#include "hub/tak/frame_reader.hpp"
#include "hub/tak/session_limits.hpp"

namespace paraat::tak {

// One client that connected, by TLS or plain. Everything happens on the thread that runs its io_context; it lives until
// the last of what it began has ended, so it is shared with that.
class Session : public std::enable_shared_from_this<Session> {
public:
    struct Watch {
        // Once it may speak; by TLS with the account of its certificate, plain with an empty one.
        std::function<void(const std::string& account)> opened;
        std::function<void(std::vector<Frame> frames)> arrived;
        // Once, with a code and a sentence; nothing is called afterwards.
        std::function<void(const std::string& code, const std::string& why)> ended;
        // What is to be written next; empty = nothing.
        std::function<std::string()> next;
        // Without it nothing is read, until read_on().
        std::function<bool()> has_room;
    };
    // `door` stays as it is for this session, whatever is renewed; none = plain.
    Session(asio::ip::tcp::socket socket, std::shared_ptr<asio::ssl::context> door, SessionLimits limits, Watch watch);

    void open();
    // There is room again; does nothing where it was not missed.
    void read_on();
    // There is something to write.
    void write();
    void end(const std::string& code, const std::string& why);
    // By TLS, and not one that this door would let in.
    bool is_outdated(asio::ssl::context& door) const;
    bool is_open() const { return is_open_ && !is_ended_; }

private:
    void opened();
    void read();
    void heard(std::size_t size);
    void watch_silence();

    static constexpr std::size_t read_most = 16'384;

    asio::ip::tcp::socket socket_;
    std::shared_ptr<asio::ssl::context> door_;
    std::unique_ptr<asio::ssl::stream<asio::ip::tcp::socket&>> tls_;  // over the socket
    asio::steady_timer patience_;                                     // handshake, then silence
    asio::steady_timer rest_;                                         // until it may be read on
    const SessionLimits limits_;
    Watch watch_;
    FrameReader reader_;
    TokenBucket allowance_;
    std::array<char, read_most> read_{};
    std::string writing_;
    Instant heard_at_;
    bool is_open_ = false;
    bool is_ended_ = false;
    bool is_paused_ = false;
};

}  // namespace paraat::tak

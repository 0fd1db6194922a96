#include "hub/transport/session_socket.hpp"

#include <algorithm>
#include <asio/connect.hpp>
#include <asio/post.hpp>
#include <asio/write.hpp>

#include "hub/transport/inbox.hpp"

namespace paraat::transport {
namespace {

// The longest time without a look at the clock, at what is to be sent, and whether there is room to read.
constexpr Milliseconds look_every{100};
constexpr Milliseconds look_for_room_every{5};

}  // namespace

SessionSocket::SessionSocket(asio::io_context& io, mqtt::Session::Settings settings, mqtt::Arrivals& arrivals,
                             mqtt::Listener& listener, Watch watch)
    : resolver_(io),
      socket_(io),
      timer_(io),
      patience_(settings.patience),
      session_(std::move(settings), arrivals, listener),
      watch_(std::move(watch)) {}

void SessionSocket::open(const std::string& address, int port, Result<TlsIdentity> identity) {
    auto made = identity ? TlsStream::make(socket_, *identity) : identity.error();
    if (!made) {
        // Told as everything else is: not before open() is over.
        return asio::post(timer_.get_executor(),
                          [self = shared_from_this(), why = made.error().message] { self->end(why); });
    }
    tls_ = std::move(*made);
    open(address, port);
}

void SessionSocket::open(const std::string& address, int port) {
    timer_.expires_after(patience_);
    timer_.async_wait([self = shared_from_this()](asio::error_code error) {
        if (!error && !self->is_open_) self->end("it does not answer");
    });
    resolver_.async_resolve(
        address, std::to_string(port), [self = shared_from_this(), address](asio::error_code error, const auto& found) {
            if (error) return self->end(error.message());
            asio::async_connect(self->socket_, found, [self, address](asio::error_code why, const auto&) {
                if (why) return self->end(why.message());
                self->connected(address);
            });
        });
}

void SessionSocket::connected(const std::string& address) {
    if (!tls_ || is_closed_) return opened();
    tls_->handshake(address, [self = shared_from_this()](asio::error_code why) {
        if (why) return self->end("no TLS with it: " + tls_reason(why));
        self->opened();
    });
}

void SessionSocket::opened() {
    if (is_closed_) return;
    is_open_ = true;
    asio::error_code ignored;  // a socket without it works, a little later
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    session_.open(steady_now());
    read();
    go_on();
    wait();
}

void SessionSocket::read() {
    if (is_reading_ || is_closed_) return;
    if (!watch_.has_room()) {
        if (paused_at_ == never) {
            paused_at_ = steady_now();
            watch_.paused();
        }
        return wait();  // sooner than else
    }
    if (paused_at_ != never) session_.did_not_listen(steady_now());
    paused_at_ = never;
    is_reading_ = true;
    auto done = [self = shared_from_this()](asio::error_code error, std::size_t size) {
        self->is_reading_ = false;
        if (self->is_closed_) return;
        if (error) return self->end(error == asio::error::eof ? "the broker closed it" : tls_reason(error));
        self->session_.receive({self->read_->data(), size}, steady_now());
        self->go_on();
        self->read();
    };
    if (tls_) return tls_->read_some(asio::buffer(*read_), std::move(done));
    socket_.async_read_some(asio::buffer(*read_), std::move(done));
}

void SessionSocket::go_on() {
    if (!is_open_ || is_closed_) return;
    if (!session_.why_failed().empty()) return end(session_.why_failed());
    watch_.turn();
    if (!is_closed_) write();
}

void SessionSocket::write() {
    if (!writing_.empty() || session_.to_write() == 0) return;
    writing_ = session_.take_out();
    auto done = [self = shared_from_this()](asio::error_code error, std::size_t) {
        self->writing_.clear();
        if (self->is_closed_) return;
        if (error) return self->end(error.message());
        self->go_on();
    };
    if (tls_) return tls_->write(asio::buffer(writing_), std::move(done));
    asio::async_write(socket_, asio::buffer(writing_), std::move(done));
}

void SessionSocket::wait() {
    if (is_closed_) return;
    timer_.expires_after(paused_at_ == never ? look_every : look_for_room_every);
    timer_.async_wait([self = shared_from_this()](asio::error_code error) {
        if (error || self->is_closed_) return;
        const Instant now = steady_now();
        const bool is_paused = self->paused_at_ != never;
        if (is_paused && now - self->paused_at_ >= self->patience_) return self->end("there was no room to read it");
        if (!is_paused) self->session_.pass(now);
        self->go_on();
        self->read();
        self->wait();
    });
}

void SessionSocket::end(const std::string& why) {
    if (is_closed_) return;
    const auto ended = std::move(watch_.ended);
    close();
    ended(why);
}

void SessionSocket::close() {
    if (is_closed_) return;
    is_closed_ = true;
    asio::error_code ignored;  // it is closed in either case
    socket_.close(ignored);
    resolver_.cancel();
    timer_.cancel();
}

}  // namespace paraat::transport

#include "hub/tak/session.hpp"

#include <asio/write.hpp>
#include <chrono>
#include <utility>

#include "hub/tak/tls_door.hpp"

namespace paraat::tak {
namespace {

Instant steady_now() {
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return Instant{std::chrono::duration_cast<Milliseconds>(since).count()};
}

}  // namespace

Session::Session(asio::ip::tcp::socket socket, std::shared_ptr<asio::ssl::context> door, SessionLimits limits,
                 Watch watch)
    : socket_(std::move(socket)),
      door_(std::move(door)),
      patience_(socket_.get_executor()),
      rest_(socket_.get_executor()),
      limits_(limits),
      watch_(std::move(watch)),
      allowance_(limits.bytes_per_second, limits.bytes_at_once),
      heard_at_(steady_now()) {
    if (door_) tls_ = std::make_unique<asio::ssl::stream<asio::ip::tcp::socket&>>(socket_, *door_);
}

void Session::open() {
    asio::error_code ignored;  // a socket without it works, a little later
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    if (!tls_) return opened();
    patience_.expires_after(limits_.handshake);
    patience_.async_wait([self = shared_from_this()](asio::error_code error) {
        if (!error && !self->is_open_) self->end("handshake", "it did not say in time who it is");
    });
    tls_->async_handshake(asio::ssl::stream_base::server, [self = shared_from_this()](asio::error_code error) {
        if (self->is_ended_) return;
        if (error) return self->end("handshake", "no TLS with it: " + error.message());
        self->opened();
    });
}

void Session::opened() {
    const auto account = tls_ ? account_of(tls_->native_handle()) : std::optional<std::string>("");
    if (!account) return end("handshake", "its certificate names no account");
    is_open_ = true;
    heard_at_ = steady_now();
    watch_.opened(*account);
    if (is_ended_) return;
    watch_silence();
    read();
    write();
}

void Session::read() {
    if (is_ended_) return;
    if (!watch_.has_room()) {
        is_paused_ = true;
        return;
    }
    auto done = [self = shared_from_this()](asio::error_code error, std::size_t size) {
        if (self->is_ended_) return;
        if (!error) return self->heard(size);
        const bool is_left = error == asio::error::eof || error == asio::ssl::error::stream_truncated;
        self->end("left", is_left ? "it closed the connection" : error.message());
    };
    if (tls_) return tls_->async_read_some(asio::buffer(read_), std::move(done));
    socket_.async_read_some(asio::buffer(read_), std::move(done));
}

void Session::heard(std::size_t size) {
    const Instant now = steady_now();
    heard_at_ = now;
    std::vector<Frame> frames;
    const auto taken = reader_.take({read_.data(), size}, frames);
    // What was whole before the fault is taken all the same.
    if (!frames.empty()) watch_.arrived(std::move(frames));
    if (is_ended_) return;
    if (!taken) return end(taken.error().code, taken.error().message);
    const auto tokens = static_cast<std::int64_t>(size);
    if (allowance_.take(now, tokens)) return read();
    rest_.expires_after(allowance_.wait(now, tokens));
    rest_.async_wait([self = shared_from_this(), tokens](asio::error_code error) {
        if (error || self->is_ended_) return;
        self->allowance_.take(steady_now(), tokens);
        self->read();
    });
}

void Session::read_on() {
    if (!is_paused_ || is_ended_) return;
    is_paused_ = false;
    heard_at_ = steady_now();  // that nothing was heard of it, was not its doing
    read();
}

void Session::write() {
    if (!is_open_ || is_ended_ || !writing_.empty()) return;
    writing_ = watch_.next();
    if (writing_.empty()) return;
    auto done = [self = shared_from_this()](asio::error_code error, std::size_t) {
        self->writing_.clear();
        if (self->is_ended_) return;
        if (error) return self->end("left", error.message());
        self->write();
    };
    if (tls_) return asio::async_write(*tls_, asio::buffer(writing_), std::move(done));
    asio::async_write(socket_, asio::buffer(writing_), std::move(done));
}

void Session::watch_silence() {
    const Milliseconds left = is_paused_ ? limits_.silence : limits_.silence - (steady_now() - heard_at_);
    if (left <= Milliseconds{0}) return end("silent", "nothing was heard of it for too long");
    patience_.expires_after(left);
    patience_.async_wait([self = shared_from_this()](asio::error_code error) {
        if (!error && !self->is_ended_) self->watch_silence();
    });
}

void Session::end(const std::string& code, const std::string& why) {
    if (is_ended_) return;
    const auto self = shared_from_this();  // whoever owns it lets go of it when it is told
    is_ended_ = true;
    asio::error_code ignored;  // it is closed in either case
    socket_.close(ignored);
    patience_.cancel();
    rest_.cancel();
    watch_.ended(code, why);
}

bool Session::is_outdated(asio::ssl::context& door) const {
    return is_open() && tls_ && !is_still_good(tls_->native_handle(), door);
}

}  // namespace paraat::tak

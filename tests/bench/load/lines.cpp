#include "tests/bench/load/lines.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <unordered_set>

#include "hub/transport/inbox.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t read_most = 256UL << 10;
constexpr std::size_t unwritten_most = 1UL << 20;
constexpr int events_at_once = 256;
constexpr Milliseconds write_again_after{1};
constexpr Milliseconds ready_within = std::chrono::minutes{1};

mqtt::Session::Settings session_of(const LineSettings& settings) {
    mqtt::Session::Settings made;
    made.connect.client_id = settings.client;
    made.connect.is_clean = settings.is_clean;
    made.connect.will = settings.will;
    made.connect.keep_alive = std::chrono::minutes{1};  // the most that the broker lets a client have
    made.ping_after = std::chrono::seconds{20};
    made.subscriptions = settings.subscriptions;
    made.window = 60'000;  // the plan has its own
    made.patience = std::chrono::minutes{2};
    return made;
}

}  // namespace

Line::Line(const LineSettings& settings, Ear& ear, Lines& lines)
    : ear_(ear), lines_(lines), session_(session_of(settings), arrivals_, *this) {
    fd_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(settings.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // A broker that has many at its door lets some wait for seconds, and nobody else with them.
    fcntl(fd_, F_SETFL, O_NONBLOCK);
    if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 && errno != EINPROGRESS) {
        close(fd_);
        throw std::runtime_error("the broker takes no connection");
    }
    session_.open(transport::steady_now());
}

Line::~Line() {
    close(fd_);
}

bool Line::has_room() const {
    return session_.room() > 0 && out_.size() + session_.to_write() < unwritten_most;
}

void Line::publish(const mqtt::Publish& publish) {
    session_.publish(0, publish, transport::steady_now());
    lines_.wants_to_write(*this);
}

void Line::read(std::string& buffer) {
    buffer.resize(read_most);
    const ssize_t size = ::read(fd_, buffer.data(), buffer.size());
    if (size == 0) throw std::runtime_error("the broker closed a connection");
    if (size < 0 && errno != EAGAIN) throw std::runtime_error("the broker refuses a connection");
    if (size < 0) return;
    session_.receive({buffer.data(), static_cast<std::size_t>(size)}, transport::steady_now());
    session_.acknowledge(arrivals_.newest(), transport::steady_now());
    if (!session_.why_failed().empty()) throw std::runtime_error(session_.why_failed());
    if (session_.to_write() > 0) lines_.wants_to_write(*this);
}

void Line::pass() {
    session_.pass(transport::steady_now());
    if (session_.to_write() > 0) lines_.wants_to_write(*this);
}

bool Line::write() {
    out_ += session_.take_out();
    const ssize_t size = out_.empty() ? 0 : ::send(fd_, out_.data(), out_.size(), MSG_NOSIGNAL);
    if (size > 0) out_.erase(0, static_cast<std::size_t>(size));
    return out_.empty();
}

Lines::Lines() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {}

Lines::~Lines() {
    lines_.clear();
    close(epoll_);
}

Line& Lines::add(const LineSettings& settings, Ear& ear) {
    Line& line = *lines_.emplace_back(std::make_unique<Line>(settings, ear, *this));
    epoll_event watched{};
    watched.events = EPOLLIN;
    watched.data.ptr = &line;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, line.fd(), &watched);
    wants_to_write(line);
    return line;
}

void Lines::drop(const std::vector<Line*>& lines) {
    const std::unordered_set<const Line*> dropped(lines.begin(), lines.end());
    std::erase_if(writing_, [&](const Line* one) { return dropped.contains(one); });
    std::erase_if(lines_, [&](const auto& one) { return dropped.contains(one.get()); });
}

void Lines::wants_to_write(Line& line) {
    if (line.is_waiting_to_write) return;
    line.is_waiting_to_write = true;
    writing_.push_back(&line);
}

// What a socket does not take now is tried again with the next turn.
void Lines::write() {
    std::erase_if(writing_, [](Line* line) {
        line->is_waiting_to_write = !line->write();
        return !line->is_waiting_to_write;
    });
}

void Lines::turn(std::chrono::nanoseconds patience) {
    write();
    epoll_event events[events_at_once];
    if (!writing_.empty()) patience = std::min<std::chrono::nanoseconds>(patience, write_again_after);
    const auto whole = std::chrono::floor<std::chrono::seconds>(patience);
    const timespec wait{whole.count(), (patience - whole).count()};
    const int found = epoll_pwait2(epoll_, events, events_at_once, &wait, nullptr);
    for (int index = 0; index < found; ++index) static_cast<Line*>(events[index].data.ptr)->read(buffer_);
    const Instant now = transport::steady_now();
    if (now - passed_at_ >= std::chrono::seconds{1}) {
        passed_at_ = now;
        for (const auto& line : lines_) line->pass();
    }
    write();
}

void Lines::until_all_are_ready() {
    const Instant latest = transport::steady_now() + ready_within;
    while (!std::all_of(lines_.begin(), lines_.end(), [](const auto& line) { return line->is_ready(); })) {
        if (transport::steady_now() > latest) throw std::runtime_error("the broker does not take all subscriptions");
        turn(std::chrono::milliseconds{1});
    }
}

}  // namespace paraat::bench

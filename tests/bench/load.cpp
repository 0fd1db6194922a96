#include "tests/bench/load.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <stdexcept>

#include "hub/mqtt/session.hpp"
#include "hub/transport/inbox.hpp"
#include "tests/bench/figures.hpp"

namespace paraat::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto silence_most = std::chrono::seconds{10};
constexpr std::size_t read_most = 256UL << 10;
constexpr std::size_t unwritten_most = 1UL << 20;
constexpr std::string_view marker = "load-";  // and eight digits, in the text of a report

class Line;

// What a line hears.
class Ear {
public:
    virtual ~Ear() = default;
    virtual void arrived(Line& line, const mqtt::Publish& publish) = 0;
};

// One connection, without a thread.
class Line : public mqtt::Listener {
public:
    Line(int port, const std::string& client, std::vector<mqtt::Subscription> subscriptions, Ear& ear)
        : ear_(ear), session_(settings_of(client, std::move(subscriptions)), *this) {
        fd_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            throw std::runtime_error("the broker takes no connection");
        }
        const int on = 1;
        setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        fcntl(fd_, F_SETFL, O_NONBLOCK);
        session_.open(transport::steady_now());
    }
    ~Line() override { close(fd_); }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    int fd() const { return fd_; }
    bool wants_to_write() const { return !out_.empty() || session_.to_write() > 0; }
    bool is_ready() const { return session_.is_ready(); }
    bool has_room() const { return session_.room() > 0 && out_.size() + session_.to_write() < unwritten_most; }
    void publish(const mqtt::Publish& publish) { session_.publish(0, publish, transport::steady_now()); }

    void read(std::string& buffer) {
        buffer.resize(read_most);
        const ssize_t size = ::read(fd_, buffer.data(), buffer.size());
        if (size == 0) throw std::runtime_error("the broker closed a connection");
        if (size < 0) return;
        session_.receive({buffer.data(), static_cast<std::size_t>(size)}, transport::steady_now());
        session_.acknowledge(session_.arrived(), transport::steady_now());
        if (!session_.why_failed().empty()) throw std::runtime_error(session_.why_failed());
    }
    void write() {
        out_ += session_.take_out();
        if (out_.empty()) return;
        const ssize_t size = ::send(fd_, out_.data(), out_.size(), MSG_NOSIGNAL);
        if (size > 0) out_.erase(0, static_cast<std::size_t>(size));
    }

    void ready(const std::vector<std::string>&) override {}
    void arrived(const mqtt::Publish& publish, mqtt::ArrivalNumber) override { ear_.arrived(*this, publish); }
    void answered(std::uint64_t, std::uint8_t) override {}

private:
    static mqtt::Session::Settings settings_of(const std::string& client, std::vector<mqtt::Subscription> filters) {
        mqtt::Session::Settings made;
        made.connect.client_id = client;
        made.subscriptions = std::move(filters);
        made.window = 60'000;  // the plan has its own
        made.patience = std::chrono::minutes{2};
        made.ping_after = std::chrono::seconds{10};
        return made;
    }

    Ear& ear_;
    mqtt::Session session_;
    int fd_ = -1;
    std::string out_;
};

class Load : public Ear {
public:
    explicit Load(const LoadPlan& plan) : plan_(plan), due_(plan.messages), is_seen_(plan.messages) {
        const std::vector<mqtt::Subscription> alerts = {{"oov/+/alert/+", 1}};
        lines_.push_back(std::make_unique<Line>(plan.port, "load-console", alerts, *this));
        for (std::size_t number = 1; number <= plan.senders; ++number) {
            const std::string name = "load-" + std::to_string(number);
            const std::vector<mqtt::Subscription> receipt = {{"oov/down/" + name + "/receipt", 1}};
            lines_.push_back(std::make_unique<Line>(plan.port, name, receipt, *this));
            topics_.push_back("oov/up/" + name + "/report");
        }
        while (!std::all_of(lines_.begin(), lines_.end(), [](const auto& line) { return line->is_ready(); })) turn(1);
    }

    LoadResult run() {
        const auto cpu_before = cpu_time();
        begin_ = Clock::now();
        heard_at_ = begin_;
        while (alerts_ < plan_.messages && Clock::now() - heard_at_ < silence_most) {
            send_due();
            turn(plan_.per_second > 0 ? 1 : 10);
        }
        result_.took = heard_at_ - begin_;
        result_.cpu = cpu_time() - cpu_before;
        result_.missing = plan_.messages - alerts_;
        return result_;
    }

    void arrived(Line& line, const mqtt::Publish& publish) override {
        if (&line != lines_.front().get()) {
            ++result_.receipts;
            result_.receipt_bytes = publish.payload.size();
            return;
        }
        const auto at = publish.payload.find(marker);
        if (at == std::string_view::npos) return;
        std::size_t number = 0;
        const char* digits = publish.payload.data() + at + marker.size();
        std::from_chars(digits, digits + 8, number);
        // An alert is told again when something changes; the first is what somebody waits for.
        if (number >= plan_.messages || is_seen_[number]) return;
        is_seen_[number] = true;
        ++alerts_;
        heard_at_ = Clock::now();
        result_.alert_bytes = publish.payload.size();
        result_.alert_ms.push_back(std::chrono::duration<double, std::milli>(heard_at_ - due_[number]).count());
    }

private:
    void send_due() {
        const auto now = Clock::now();
        while (sent_ < plan_.messages) {
            Line& line = *lines_[1 + sent_ % plan_.senders];
            if (!line.has_room()) return;
            if (plan_.per_second > 0) {
                const std::chrono::duration<double> from_begin{static_cast<double>(sent_) / plan_.per_second};
                due_[sent_] = begin_ + std::chrono::duration_cast<Clock::duration>(from_begin);
                if (due_[sent_] > now) return;
            } else {
                if (sent_ - result_.receipts >= plan_.window) return;
                due_[sent_] = now;
            }
            send(line, topics_[sent_ % plan_.senders]);
            ++sent_;
        }
    }
    // Half a kilometre apart, so that none joins another.
    void send(Line& line, const std::string& topic) {
        char digits[9];
        std::snprintf(digits, sizeof digits, "%08zu", sent_);
        const std::size_t column = sent_ % 1'000;
        const std::size_t row = sent_ / 1'000;
        std::string payload = "{\"text\":\"" + std::string(marker) + digits + "\",\"id\":\"" + run_ + digits +
                              "\",\"category\":\"theft\",\"severity\":\"moderate\",\"lat\":" +
                              fixed(50.8 + static_cast<double>(row) * 0.006, 4) +
                              ",\"lon\":" + fixed(3.4 + static_cast<double>(column) * 0.008, 4) + "}";
        if (payload.size() < plan_.payload_bytes) payload.resize(plan_.payload_bytes, ' ');
        line.publish({topic, payload, 1, false, false, 0});
    }
    void turn(int patience_ms) {
        std::vector<pollfd> polled;
        for (const auto& line : lines_) {
            line->write();
            polled.push_back({line->fd(), static_cast<short>(line->wants_to_write() ? POLLIN | POLLOUT : POLLIN), 0});
        }
        poll(polled.data(), polled.size(), patience_ms);
        for (std::size_t index = 0; index < polled.size(); ++index) {
            if (polled[index].revents != 0) lines_[index]->read(buffer_);
        }
        for (const auto& line : lines_) line->write();
    }

    const LoadPlan& plan_;
    const std::string run_ = std::to_string(transport::steady_now().ms) + "-";
    std::vector<std::unique_ptr<Line>> lines_;  // the first is the subscriber
    std::vector<std::string> topics_;
    std::vector<Clock::time_point> due_;
    std::vector<bool> is_seen_;
    std::string buffer_;
    Clock::time_point begin_;
    Clock::time_point heard_at_;
    std::size_t sent_ = 0;
    std::size_t alerts_ = 0;
    LoadResult result_;
};

}  // namespace

LoadResult send_reports(const LoadPlan& plan) {
    return Load(plan).run();
}

}  // namespace paraat::bench

#include "hub/tak/server.hpp"

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <atomic>
#include <deque>
#include <map>

#include "hub/base/bounded_queue.hpp"
#include "hub/base/thread_name.hpp"
#include "hub/tak/handshakes.hpp"
#include "hub/tak/listen_on.hpp"
#include "hub/tak/outboxes.hpp"
#include "hub/tak/session.hpp"
#include "hub/tak/tls_door.hpp"

namespace paraat::tak {
namespace {

using asio::ip::tcp;

constexpr std::size_t write_most = 64UL << 10;   // bytes that are given to a socket at once
constexpr Milliseconds accept_again_after{100};  // what is out of descriptors has some again later
constexpr Milliseconds look_for_room_every{5};

}  // namespace

class TakServer::Work {
public:
    explicit Work(ServerSettings settings)
        : settings_(std::move(settings)),
          happenings_(settings_.happenings_most),
          room_(io_),
          handshakes_(settings_.handshakes_of_one),
          outboxes_({settings_.outbox_most, settings_.outboxes_most}) {}

    Result<void> listen() {
        if (settings_.tls) {
            auto door = make_door(settings_.material);
            if (!door) return door.error();
            door_ = *door;
            auto bound = listen_on(tls_, *settings_.tls);
            if (!bound) return bound.error();
            tls_port_ = *bound;
        }
        if (!settings_.plain) return {};
        asio::error_code wrong;
        const auto address = asio::ip::make_address(settings_.plain->address, wrong);
        const bool is_near = !wrong && address.is_loopback();
        if (!is_near && settings_.plain_reach == ServerSettings::PlainReach::loopback) {
            return Error{"plain_reach", "tak",
                         "without TLS anybody is let in, so that listens on this machine's own address only"};
        }
        auto bound = listen_on(plain_, *settings_.plain);
        if (!bound) return bound.error();
        plain_port_ = *bound;
        return {};
    }
    int plain_port() const { return plain_port_; }
    int tls_port() const { return tls_port_; }
    void run() {
        name_this_thread("tak");
        if (tls_.is_open()) accept(tls_);
        if (plain_.is_open()) accept(plain_);
        io_.run();
    }
    void stop() {
        asio::post(io_, [this] {
            is_stopping_ = true;
            asio::error_code ignored;  // they are closed in either case
            tls_.close(ignored);
            plain_.close(ignored);
            room_.cancel();
            for (const auto& [id, session] : std::map(sessions_)) session->end("dismissed", "the server stops");
            guard_.reset();
        });
    }
    void stopped() {
        while (!waiting_.empty() && happenings_.try_push(std::move(waiting_.front()))) waiting_.pop_front();
        happenings_.close();
    }
    void send(SessionId id, std::string bytes, const std::string& replaces) {
        outboxes_.put(id, std::move(bytes), replaces);
        if (!is_woken_.exchange(true)) asio::post(io_, [this] { write_what_is_told(); });
    }
    void dismiss(SessionId id, const std::string& why) {
        asio::post(io_, [this, id, why] {
            if (const auto found = sessions_.find(id); found != sessions_.end()) found->second->end("dismissed", why);
        });
    }
    Result<void> renew(const TlsMaterial& material) {
        auto made = make_door(material);
        if (!made) return made.error();
        asio::post(io_, [this, door = *made] {
            door_ = door;
            for (const auto& [id, session] : std::map(sessions_)) {
                if (session->is_outdated(*door)) session->end("revoked", "its certificate is no longer good");
            }
        });
        return {};
    }
    BoundedQueue<Happening>& happenings() { return happenings_; }
    ServerCounts counts() const { return {connected_, turned_away_, slow_}; }

private:
    void accept(tcp::acceptor& acceptor) {
        acceptor.async_accept([this, &acceptor](asio::error_code error, tcp::socket socket) {
            if (is_stopping_) return;
            if (!error) {
                take_in(std::move(socket), &acceptor == &tls_ ? door_ : nullptr);
                return accept(acceptor);
            }
            auto later = std::make_shared<asio::steady_timer>(io_, accept_again_after);
            later->async_wait([this, &acceptor, later](asio::error_code) {
                if (!is_stopping_) accept(acceptor);
            });
        });
    }
    // Who said who he is stays; of the others the oldest make room.
    bool make_room_for(const std::string& place) {
        if (const auto own = handshakes_.in_the_way_of(place)) let_go(*own);
        const bool is_full =
            sessions_.size() >= settings_.sessions_most || handshakes_.size() >= settings_.handshakes_most;
        if (!is_full) return true;
        const auto oldest = handshakes_.oldest_of_the_most();
        if (oldest) let_go(*oldest);
        return oldest.has_value();
    }
    void let_go(SessionId session) {
        sessions_.at(session)->end("handshake", "it did not say who it is, and others come");
    }
    void take_in(tcp::socket socket, std::shared_ptr<asio::ssl::context> door) {
        asio::error_code gone;
        const auto from = socket.remote_endpoint(gone);
        const std::string place = gone ? std::string() : place_of(from.address().to_string());
        if (gone || !make_room_for(place)) {
            ++turned_away_;
            return;
        }
        const SessionId id{++last_};
        handshakes_.begin(id, place);
        Session::Watch watch;
        watch.opened = [this, id, address = from.address().to_string()](const std::string& account) {
            opened(id, account, address);
        };
        watch.arrived = [this, id](std::vector<Frame> frames) {
            for (Frame& frame : frames) tell(Arrived{id, std::move(frame)});
        };
        watch.ended = [this, id](const std::string& code, const std::string& why) { ended(id, code, why); };
        watch.next = [this, id] { return outboxes_.take(id, write_most); };
        watch.has_room = [this] { return waiting_.empty(); };
        const auto made = std::make_shared<Session>(std::move(socket), std::move(door), settings_.limits, watch);
        sessions_[id] = made;
        made->open();
    }
    void opened(SessionId id, const std::string& account, const std::string& address) {
        handshakes_.end(id);
        ++connected_;
        outboxes_.open(id);
        tell(Connected{id, account, address});
        // It came by a door that was changed meanwhile.
        const auto session = sessions_.at(id);
        if (door_ && session->is_outdated(*door_)) session->end("revoked", "its certificate is no longer good");
    }
    void ended(SessionId id, const std::string& code, const std::string& why) {
        sessions_.erase(id);
        if (outboxes_.close(id)) return tell(Closed{id, code, why});
        handshakes_.end(id);
        ++turned_away_;
    }
    void write_what_is_told() {
        is_woken_ = false;
        for (const auto& [id, is_full] : outboxes_.told()) {
            const auto session = sessions_.find(id);
            if (session == sessions_.end()) continue;
            if (!is_full) {
                session->second->write();
                continue;
            }
            ++slow_;
            session->second->end("slow", "it does not read as fast as it is told");
        }
    }
    // What the owner's queue does not take waits here, and nobody is read on meanwhile: at most what one read of each
    // session brought.
    void tell(Happening happening) {
        if (waiting_.empty() && happenings_.try_push(std::move(happening))) return;
        waiting_.push_back(std::move(happening));
        if (waiting_.size() == 1) wait_for_room();
    }
    void wait_for_room() {
        room_.expires_after(look_for_room_every);
        room_.async_wait([this](asio::error_code error) {
            if (error || is_stopping_) return;
            while (!waiting_.empty() && happenings_.try_push(std::move(waiting_.front()))) waiting_.pop_front();
            if (!waiting_.empty()) return wait_for_room();
            for (const auto& [id, session] : std::map(sessions_)) session->read_on();
        });
    }

    const ServerSettings settings_;
    BoundedQueue<Happening> happenings_;
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> guard_ = asio::make_work_guard(io_);
    tcp::acceptor tls_{io_};
    tcp::acceptor plain_{io_};
    int tls_port_ = 0;
    int plain_port_ = 0;
    asio::steady_timer room_;
    std::shared_ptr<asio::ssl::context> door_;
    std::map<SessionId, std::shared_ptr<Session>> sessions_;
    std::deque<Happening> waiting_;
    Handshakes handshakes_;
    std::uint64_t last_ = 0;
    bool is_stopping_ = false;
    // From other threads too.
    Outboxes outboxes_;
    std::atomic<bool> is_woken_{false};
    std::atomic<std::uint64_t> connected_{0};
    std::atomic<std::uint64_t> turned_away_{0};
    std::atomic<std::uint64_t> slow_{0};
};

TakServer::TakServer(std::unique_ptr<Work> work) : work_(std::move(work)) {
    thread_ = std::thread([this] { work_->run(); });
}

TakServer::~TakServer() {
    stop();
}

Result<std::unique_ptr<TakServer>> TakServer::start(ServerSettings settings) {
    auto work = std::make_unique<Work>(std::move(settings));
    if (auto listening = work->listen(); !listening) return listening.error();
    return std::unique_ptr<TakServer>(new TakServer(std::move(work)));
}

void TakServer::stop() {
    if (!thread_.joinable()) return;
    work_->stop();
    thread_.join();
    work_->stopped();
}

int TakServer::plain_port() const {
    return work_->plain_port();
}

int TakServer::tls_port() const {
    return work_->tls_port();
}

std::vector<Happening> TakServer::take(std::size_t most, Milliseconds patience) {
    return work_->happenings().take(most, patience);
}

void TakServer::wake() {
    work_->happenings().wake();
}

void TakServer::send(SessionId session, std::string bytes, const std::string& replaces) {
    work_->send(session, std::move(bytes), replaces);
}

void TakServer::dismiss(SessionId session, const std::string& why) {
    work_->dismiss(session, why);
}

Result<void> TakServer::renew(const TlsMaterial& material) {
    return work_->renew(material);
}

ServerCounts TakServer::counts() const {
    return work_->counts();
}

}  // namespace paraat::tak

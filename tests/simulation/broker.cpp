#include "tests/simulation/broker.hpp"

#include <algorithm>

namespace paraat::simulation {
namespace {

constexpr Milliseconds shortest{1};
constexpr Milliseconds longest{40};
constexpr Milliseconds hiccup{1'500};  // a packet that TCP sent again
constexpr std::size_t lately_most = 40;

}  // namespace

bool matches(const std::string& filter, const std::string& topic) {
    std::size_t in_filter = 0;
    std::size_t in_topic = 0;
    while (in_filter < filter.size()) {
        if (filter[in_filter] == '#') return true;
        const std::size_t filter_end = std::min(filter.find('/', in_filter), filter.size());
        const std::size_t topic_end = std::min(topic.find('/', in_topic), topic.size());
        if (in_topic > topic.size()) return false;
        const std::string level = filter.substr(in_filter, filter_end - in_filter);
        if (level != "+" && level != topic.substr(in_topic, topic_end - in_topic)) return false;
        in_filter = filter_end + 1;
        in_topic = topic_end + 1;
    }
    return in_topic > topic.size();
}

Connection::Connection(World& world, Broker& broker, Peer& peer, Greeting greeting)
    : world_(world),
      broker_(broker),
      peer_(&peer),
      greeting_(std::move(greeting)),
      chance_(world.chance.split()),
      broker_hears_at_(world.now()),
      client_hears_at_(world.now()) {}

Milliseconds Connection::latency() {
    if (chance_.once_in(broker_.is_slow() ? 4 : 200)) return hiccup;
    return Milliseconds{chance_.between(shortest.count(), longest.count())};
}

void Connection::to_broker(World::Deed deed) {
    if (!is_open_ || is_deaf_[0]) return;
    broker_hears_at_ = std::max(broker_hears_at_, world_.now() + latency());
    world_.at(broker_hears_at_, [self = shared_from_this(), deed = std::move(deed)] {
        if (self->is_open_ && !self->is_deaf_[0]) deed();
    });
}

void Connection::to_client(World::Deed deed) {
    if (!is_open_ || is_deaf_[1]) return;
    client_hears_at_ = std::max(client_hears_at_, world_.now() + latency());
    world_.at(client_hears_at_, [self = shared_from_this(), deed = std::move(deed)] {
        if (self->is_open_ && !self->is_deaf_[1] && self->peer_ != nullptr) deed();
    });
}

void Connection::publish(Letter letter) {
    to_broker([this, letter = std::move(letter)] { broker_.take(shared_from_this(), letter); });
}

void Connection::subscribe(std::string filter, int qos) {
    to_broker([this, filter = std::move(filter), qos] { broker_.subscribe(shared_from_this(), filter, qos); });
}

void Connection::unsubscribe(std::string filter) {
    to_broker([this, filter = std::move(filter)] { broker_.unsubscribe(shared_from_this(), filter); });
}

void Connection::acknowledge(std::uint64_t number) {
    to_broker([this, number] { broker_.took(shared_from_this(), number); });
}

void Connection::close(bool is_graceful) {
    if (!is_open_) return;
    peer_ = nullptr;
    if (is_deaf_[0]) return;  // the broker finds out by itself
    const auto self = shared_from_this();
    to_broker([this, is_graceful] { broker_.end(shared_from_this(), is_graceful); });
}

void Connection::break_now() {
    if (!is_open_) return;
    broker_.end(shared_from_this(), false);
}

// Either side gives it up after one and a half times the keep alive.
void Connection::go_silent(bool to_broker, bool to_client) {
    is_deaf_[0] = is_deaf_[0] || to_broker;
    is_deaf_[1] = is_deaf_[1] || to_client;
    world_.after(greeting_.keep_alive * 3 / 2, [self = shared_from_this()] { self->break_now(); });
}

std::shared_ptr<Connection> Broker::connect(Peer& peer, Greeting greeting) {
    const auto cut_off = cut_off_until_.find(greeting.client);
    if (!is_up_ || (cut_off != cut_off_until_.end() && world_.now() < cut_off->second)) return nullptr;
    auto connection = std::make_shared<Connection>(world_, *this, peer, std::move(greeting));
    connection->to_broker([this, connection] { greet(connection); });
    return connection;
}

void Broker::greet(const std::shared_ptr<Connection>& connection) {
    const Greeting& greeting = connection->greeting();
    if (const auto known = sessions_.find(greeting.client); known != sessions_.end() && known->second.connection) {
        end(known->second.connection, false);  // the same name: the newer one stays
    }
    const bool has_session = !greeting.is_clean && sessions_.contains(greeting.client);
    Session& session = sessions_[greeting.client];
    if (greeting.is_clean) session = Session{};
    session.is_clean = greeting.is_clean;
    session.filters = greeting.filters;
    session.connection = connection;
    connection->to_client([connection, has_session] { connection->peer_->connected(has_session); });
    // What was on its way comes again, before what waited and what is retained.
    for (auto& [number, letter] : session.sent) {
        letter.is_again = true;
        put_on_its_way(session, letter);
    }
    for (const Letter& letter : std::exchange(session.waiting, {})) send(session, letter);
    for (const auto& [filter, qos] : greeting.filters) deliver_retained(session, filter, qos);
}

void Broker::deliver_retained(Session& session, const std::string& filter, int qos) {
    for (const auto& [topic, payload] : retained_) {
        if (matches(filter, topic)) deliver(session, {topic, payload, 1, true, 0}, qos);
    }
}

void Broker::subscribe(const std::shared_ptr<Connection>& connection, const std::string& filter, int qos) {
    Session* const session = session_of(connection);
    if (session == nullptr) return;
    session->filters.emplace_back(filter, qos);
    deliver_retained(*session, filter, qos);
}

void Broker::unsubscribe(const std::shared_ptr<Connection>& connection, const std::string& filter) {
    Session* const session = session_of(connection);
    if (session != nullptr) std::erase_if(session->filters, [&](const auto& one) { return one.first == filter; });
}

Broker::Session* Broker::session_of(const std::shared_ptr<Connection>& connection) {
    const auto found = sessions_.find(connection->greeting().client);
    return found != sessions_.end() && found->second.connection == connection ? &found->second : nullptr;
}

void Broker::take(const std::shared_ptr<Connection>& connection, const Letter& letter) {
    if (letter.qos > 0) {
        connection->to_client([connection, number = letter.number] { connection->peer_->acknowledged(number); });
    }
    route(letter);
}

void Broker::route(const Letter& letter) {
    if (letter.is_retained) {
        if (letter.payload.empty()) {
            retained_.erase(letter.topic);
        } else {
            retained_[letter.topic] = letter.payload;
        }
    }
    for (auto& [client, session] : sessions_) {
        for (const auto& [filter, qos] : session.filters) {
            if (!matches(filter, letter.topic)) continue;
            deliver(session, {letter.topic, letter.payload, letter.qos, false, 0}, qos);
            break;
        }
    }
}

void Broker::deliver(Session& session, Letter letter, int qos) {
    letter.qos = std::min(letter.qos, qos);
    if (session.connection != nullptr) return send(session, letter);
    if (session.is_clean || letter.qos == 0) return;
    if (session.waiting.size() >= waiting_most) {
        ++world_.figures.situations["the broker dropped what waited"];
    } else {
        session.waiting.push_back(std::move(letter));
    }
}

void Broker::send(Session& session, const Letter& letter) {
    Letter numbered = letter;
    if (letter.qos > 0) {
        numbered.number = ++session.number;
        session.sent[numbered.number] = numbered;
        if (!session.is_clean) session.lately.push_back(letter);
        if (session.lately.size() > lately_most) session.lately.pop_front();
    }
    put_on_its_way(session, numbered);
}

void Broker::put_on_its_way(Session& session, const Letter& letter) {
    const auto connection = session.connection;
    connection->to_client([connection, letter] {
        connection->peer_->hears(letter);
        const bool is_gone = connection->peer_ == nullptr;
        if (letter.qos > 0 && !is_gone && !connection->peer_->acknowledges_itself()) {
            connection->acknowledge(letter.number);
        }
    });
}

void Broker::took(const std::shared_ptr<Connection>& connection, std::uint64_t number) {
    if (Session* const session = session_of(connection)) session->sent.erase(number);
}

void Broker::end(std::shared_ptr<Connection> connection, bool is_graceful) {
    if (!connection->is_open_) return;
    connection->is_open_ = false;
    Peer* const peer = std::exchange(connection->peer_, nullptr);
    const auto found = sessions_.find(connection->greeting().client);
    const bool is_its_own = found != sessions_.end() && found->second.connection == connection;
    if (is_its_own) {
        found->second.connection = nullptr;
        if (found->second.is_clean) sessions_.erase(found);
    }
    // The client learns of it a little later, unless it is gone.
    if (peer != nullptr) peer->lost();
    if (is_its_own && !is_graceful && connection->greeting().will) route(*connection->greeting().will);
}

void Broker::die() {
    if (!is_up_) return;
    is_up_ = false;
    std::vector<std::shared_ptr<Connection>> all = connections();
    sessions_.clear();
    retained_.clear();
    for (const auto& connection : all) {
        connection->is_open_ = false;
        if (Peer* const peer = std::exchange(connection->peer_, nullptr)) peer->lost();
    }
}

void Broker::come_back() {
    is_up_ = true;
}

void Broker::say_again(Chance& chance) {
    for (auto& [client, session] : sessions_) {
        if (session.connection == nullptr || session.lately.empty()) continue;
        const std::vector<Letter> lately(session.lately.begin(), session.lately.end());
        for (std::size_t count = chance.below(10); count > 0; --count) {
            ++world_.figures.situations["the hub heard something again"];
            send(session, chance.one_of(lately));
        }
    }
}

void Broker::heal() {
    cut_off_until_.clear();
    slow_until_ = world_.now();
}

bool Broker::is_idle() const {
    return std::all_of(sessions_.begin(), sessions_.end(),
                       [](const auto& one) { return one.second.sent.empty() && one.second.waiting.empty(); });
}

std::vector<std::shared_ptr<Connection>> Broker::connections() const {
    std::vector<std::shared_ptr<Connection>> all;
    for (const auto& [client, session] : sessions_) {
        if (session.connection != nullptr) all.push_back(session.connection);
    }
    return all;
}

}  // namespace paraat::simulation

#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/world.hpp"

namespace paraat::simulation {

struct Letter {
    std::string topic;
    std::string payload;
    int qos = 0;
    bool is_retained = false;  // to the broker: to keep; from it: kept before the subscription
    std::uint64_t number = 0;  // of a QoS 1 letter, the sender's
    bool is_again = false;     // from the broker: it was sent on an earlier connection
};

// Who is at the other end of a connection, on the client's side.
class Peer {
public:
    virtual ~Peer() = default;
    virtual void connected(bool has_session) = 0;  // and subscribed; whether the broker had kept a session
    virtual void lost() = 0;
    virtual void hears(const Letter& letter) = 0;
    virtual void acknowledged(std::uint64_t number) = 0;
    // Else whatever it hears is acknowledged at once.
    virtual bool acknowledges_itself() const { return false; }
};

struct Greeting {
    std::string client;
    bool is_clean = true;
    std::vector<std::pair<std::string, int>> filters;
    std::optional<Letter> will;
    Milliseconds keep_alive{30'000};
};

class Broker;

// One TCP connection with an MQTT session on it. Each direction keeps its order and takes its time; what is on its way
// when it breaks is gone. Half-open, nothing arrives in one direction or in both, until somebody gives it up.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(World& world, Broker& broker, Peer& peer, Greeting greeting);

    void publish(Letter letter);
    // Besides what the greeting says, until the connection ends.
    void subscribe(std::string filter, int qos);
    void unsubscribe(std::string filter);
    void acknowledge(std::uint64_t number);  // what the broker sent
    // By the client: with a farewell, or as if its process had died.
    void close(bool is_graceful);
    bool is_open() const { return is_open_; }

    // Faults of the net.
    void break_now();
    void go_silent(bool to_broker, bool to_client);

    const Greeting& greeting() const { return greeting_; }

private:
    friend class Broker;
    void to_broker(World::Deed deed);
    void to_client(World::Deed deed);
    Milliseconds latency();

    World& world_;
    Broker& broker_;
    Peer* peer_;  // null once the client is gone
    Greeting greeting_;
    Chance chance_;
    Instant broker_hears_at_;
    Instant client_hears_at_;
    bool is_open_ = true;
    bool is_deaf_[2] = {false, false};  // to the broker, to the client
};

// MQTT as a broker does it (3.1.1, QoS 0 and 1, clean and kept sessions, retained messages, wills), and its faults:
// it may die, and forgets all; what waits beyond its limit is dropped, the newest first; what a kept session did not
// acknowledge comes again.
class Broker {
public:
    explicit Broker(World& world) : world_(world) {}

    bool is_up() const { return is_up_; }
    void die();
    void come_back();
    // Of one kept session, letters that wait for its client to come back.
    std::size_t waiting_most = 100'000;

    // Faults of the net: of one client, and of all.
    void cut_off(const std::string& client, Milliseconds span) { cut_off_until_[client] = world_.now() + span; }
    void slow_down(Milliseconds span) { slow_until_ = world_.now() + span; }
    bool is_slow() const { return world_.now() < slow_until_; }
    // To kept sessions, of what they had lately, in any order.
    void say_again(Chance& chance);
    void heal();

    std::shared_ptr<Connection> connect(Peer& peer, Greeting greeting);
    const std::map<std::string, std::string>& retained() const { return retained_; }
    bool is_idle() const;
    std::vector<std::shared_ptr<Connection>> connections() const;

private:
    friend class Connection;
    struct Session {
        std::vector<std::pair<std::string, int>> filters;
        std::deque<Letter> waiting;            // for its client to connect
        std::map<std::uint64_t, Letter> sent;  // not acknowledged
        std::deque<Letter> lately;             // of a kept one
        std::shared_ptr<Connection> connection;
        bool is_clean = true;
        std::uint64_t number = 0;
    };
    void greet(const std::shared_ptr<Connection>& connection);
    void take(const std::shared_ptr<Connection>& connection, const Letter& letter);
    void subscribe(const std::shared_ptr<Connection>& connection, const std::string& filter, int qos);
    void unsubscribe(const std::shared_ptr<Connection>& connection, const std::string& filter);
    void deliver_retained(Session& session, const std::string& filter, int qos);
    Session* session_of(const std::shared_ptr<Connection>& connection);
    void route(const Letter& letter);
    void deliver(Session& session, Letter letter, int qos);
    void send(Session& session, const Letter& letter);
    void put_on_its_way(Session& session, const Letter& letter);
    void end(std::shared_ptr<Connection> connection, bool is_graceful);
    void took(const std::shared_ptr<Connection>& connection, std::uint64_t number);

    World& world_;
    std::map<std::string, Session> sessions_;
    std::map<std::string, std::string> retained_;
    std::map<std::string, Instant> cut_off_until_;
    Instant slow_until_;
    bool is_up_ = true;
};

// MQTT 3.1.1, section 4.7.
bool matches(const std::string& filter, const std::string& topic);

}  // namespace paraat::simulation

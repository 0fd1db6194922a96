#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "clients/sdk/message.hpp"
#include "hub/base/result.hpp"
#include "hub/base/time.hpp"

namespace paraat::sdk {

// Files in PEM. The broker's certificate is always checked: of this CA, in its time, and of the host's name.
struct TlsFiles {
    std::string ca;           // empty = no TLS
    std::string certificate;  // the client's own; empty = none
    std::string key;
};

struct BrokerAddress {
    std::string host = "127.0.0.1";
    int port = 1883;
    std::string username;
    std::string password;
    TlsFiles tls = {};
};

// What the broker says for a client whose connection ends without a farewell; retained, QoS 1.
struct Will {
    std::string topic;
    std::string payload;
};

// One connection of a client to the broker: clean, without automatic reconnect. For one thread, but for wake().
class Session {
public:
    // `client_id` is the account, or account.tab. Refused with `unreachable`, or `not_let_in`: the broker does not take
    // the user or the password, and will not the next time.
    static Result<Session> connect(const BrokerAddress& address, const std::string& client_id,
                                   const std::optional<Will>& will = std::nullopt);
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;
    ~Session();

    Result<void> subscribe(const std::string& filter);
    // The same, and its end, without waiting for the broker: what is published later is behind it on the line. After
    // the end, what is on its way may still come.
    Result<void> listen(const std::string& filter);
    Result<void> listen_no_more(const std::string& filter);
    // The broker acknowledged the last listen(), and did not refuse it.
    bool is_listening() const;
    // QoS 1; returns when the library took it, not when the hub has it: only the receipt says that.
    Result<void> publish(const std::string& topic, const std::string& payload, int qos = 1, bool is_retained = false);
    // The same, and waits until the broker has it (QoS 1), or it is on the line (QoS 0).
    Result<void> deliver(const std::string& topic, const std::string& payload, int qos, bool is_retained = false);
    // What arrived next; nullopt after `patience`, when another thread says wake(), or when the connection is gone.
    std::optional<Message> next(Milliseconds patience);
    void wake();
    // False as well when the broker has owed an acknowledgement for 10 s: half of the connection is dead.
    bool is_connected() const;
    // How many messages came while too many were waiting for next(): those are lost.
    std::size_t dropped() const;

private:
    struct Parts;
    explicit Session(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace paraat::sdk

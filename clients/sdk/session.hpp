#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "clients/sdk/inbox.hpp"
#include "hub/base/result.hpp"
#include "hub/base/time.hpp"

namespace paraat::sdk {

struct BrokerAddress {
    std::string host = "127.0.0.1";
    int port = 1883;
    std::string username;
    std::string password;
};

// One connection of a client to the broker: clean, without automatic reconnect. For one thread.
class Session {
public:
    // `client_id` is the account, or account.tab. Refused with `unreachable`.
    static Result<Session> connect(const BrokerAddress& address, const std::string& client_id);
    Session(Session&&) noexcept;
    ~Session();

    Result<void> subscribe(const std::string& filter);
    // QoS 1; returns when the library took it, not when the hub has it: only the receipt says that.
    Result<void> publish(const std::string& topic, const std::string& payload, int qos = 1);
    // Likewise, but returns when the broker has it (QoS 0: when it was written); for what the hub never answers.
    Result<void> hand_over(const std::string& topic, const std::string& payload, int qos);
    // What arrived next; nullopt after `patience`, or when the connection is gone.
    std::optional<Message> next(Milliseconds patience);
    // Messages that were left out because they came faster than they were read, since the last time of asking.
    std::uint64_t take_dropped();
    bool is_connected() const;

private:
    struct Parts;
    explicit Session(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace paraat::sdk

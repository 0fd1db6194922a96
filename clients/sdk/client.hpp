#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "clients/sdk/conversation.hpp"
#include "clients/sdk/session.hpp"

namespace paraat::sdk {

struct ClientSettings {
    BrokerAddress broker;
    std::string account;  // the client: [a-z0-9-]{1,32}
    std::string root = "oov";
    std::filesystem::path outbox;  // a folder of its own; docs/sdk.md
    OutboxLimits limits;
};

// What a client tells its program, by its own thread: they may say() and beacon(), and must not wait long.
struct ClientEvents {
    std::function<void(const LetterNews&)> letter;
    std::function<void(const Request&)> request;
    std::function<void(bool is_connected)> connection;
    // What does not go as it should, and needs no answer: no broker, a disk that does not forget.
    std::function<void(const Error&)> trouble;
};

// A device's whole side of the contract: what it says is on its disk before it is on its way, goes out again until the
// hub's receipt, over restarts and lost connections; it signs on, with a will, and hears what is asked of it. Any
// thread may use it.
class Client {
public:
    // Also without a broker: it is tried again for ever. Refused when the outbox cannot be read.
    static Result<std::unique_ptr<Client>> start(ClientSettings settings, ClientEvents events);
    // Signs off. What was not receipted stays on the disk.
    ~Client();

    // `kind`: report, status, ack, instruct or command. Kept on the disk when this returns without an error.
    Result<void> say(const std::string& kind, const std::string& id, const std::string& payload,
                     bool is_urgent = false);
    // A position, of which only the newest goes, and only when somebody is there.
    void beacon(const std::string& payload);
    // How many have no receipt yet.
    std::size_t waiting() const;

private:
    struct Parts;
    explicit Client(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace paraat::sdk

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"
#include "hub/tak/frame.hpp"
#include "hub/tak/session_id.hpp"
#include "hub/tak/session_limits.hpp"
#include "hub/tak/tls_material.hpp"

namespace paraat::tak {

// Somebody is in: by TLS with the account of the certificate, plain with an empty one.
struct Connected {
    SessionId session{};
    std::string account;
    std::string address;  // where from
};
struct Arrived {
    SessionId session{};
    Frame frame;
};
// Of one that was connected, once. Codes: `left`, `silent`, `slow`, `too_long`, `unreadable`, `revoked`, `dismissed`.
struct Closed {
    SessionId session{};
    std::string code;
    std::string why;
};
// Of each session in the order in which it was: connected, what arrived, closed.
using Happening = std::variant<Connected, Arrived, Closed>;

struct Door {
    std::string address = "127.0.0.1";  // of the interface, numeric; empty = every one
    int port = 0;                       // 0 = a free one
};

struct ServerSettings {
    std::optional<Door> plain;  // without a login: anybody who reaches it is in, with an empty account
    std::optional<Door> tls;
    TlsMaterial material;  // for `tls`
    // Whether `plain` may be anything but this machine's own address.
    enum class PlainReach : std::uint8_t { loopback, anywhere } plain_reach = PlainReach::loopback;
    SessionLimits limits;
    std::size_t sessions_most = 1'000;
    // Of the sessions, those that did not say yet who they are: where they are full, the oldest makes room.
    std::size_t handshakes_most = 200;
    std::size_t handshakes_of_one = 25;     // of those, from one address
    std::size_t outbox_most = 1UL << 20;    // bytes that one session has not read
    std::size_t outboxes_most = 1UL << 28;  // bytes that all of them have not read
    std::size_t happenings_most = 10'000;   // that the owner has not taken; while it is full, nobody is read on
};

// Since the start.
struct ServerCounts {
    std::uint64_t connected = 0;
    std::uint64_t turned_away = 0;  // no room, or nobody of the site
    std::uint64_t slow = 0;         // cut because they did not read
};

// Takes clients of TAK, says what they send, and sends them what it is given; what that means is its owner's business.
// One thread of its own does all of the input and output; the functions here may be called by any other.
class TakServer {
public:
    // Refused: `tls_identity`; `listen`, when an address cannot be listened on; `plain_reach`.
    static Result<std::unique_ptr<TakServer>> start(ServerSettings settings);
    ~TakServer();

    // Ends every session and the thread. What happened before can still be taken.
    void stop();
    int plain_port() const;  // 0 = none
    int tls_port() const;

    // Waits at most `patience` for something to happen, then gives at most so many. Empty on time-out or once stopped.
    std::vector<Happening> take(std::size_t most, Milliseconds patience);
    // Ends one wait of take() early.
    void wake();

    // Bytes that are framed already. `replaces` as in Outbox::put(). A session that is gone hears nothing; one that
    // does not read as fast as it is told is cut (`slow`), and when all of them together read too little, the one that
    // is furthest behind.
    void send(SessionId session, std::string bytes, const std::string& replaces = "");
    void dismiss(SessionId session, const std::string& why);
    // From now on; who would not get in any more is cut (`revoked`). Refused: `tls_identity`, and all stays as it was.
    Result<void> renew(const TlsMaterial& material);
    ServerCounts counts() const;

private:
    class Work;  // what is its thread's own
    explicit TakServer(std::unique_ptr<Work> work);

    const std::unique_ptr<Work> work_;
    std::thread thread_;
};

}  // namespace paraat::tak

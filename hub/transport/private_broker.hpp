#pragma once

#include <sys/types.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"
#include "hub/transport/broker_listener.hpp"
#include "hub/transport/memory_file.hpp"

namespace paraat::transport {

// Who is let in, and to what: the texts of Mosquitto's acl_file, which the guard goes by (hub/guard/rights.hpp), and of
// its password_file.
struct Admission {
    std::string access_file;
    std::string password_file;
};

// Mosquitto as a child of the hub, for sites without a broker of their own: on the loopback address only, and beyond
// that by TLS; its configuration written anew at each start, started again when it dies, ended with the hub.
class PrivateBroker {
public:
    struct Settings {
        std::filesystem::path directory;   // for its configuration and log
        int port = 1883;                   // 0 = any free one
        int websocket_port = 9001;         // likewise
        std::string access = "open";       // "open" | "accounts"
        Admission admission = {};          // of "accounts"
        std::filesystem::path guard = {};  // a plugin of the broker, hub/guard; "accounts" need it
        TlsListener tls = {};
        std::int64_t connections = 10'000;  // at once, at each port; at least 10
    };

    // Waits until it takes connections. Refused: `broker_absent`, `broker_port_taken`, `broker_access` (with accounts,
    // and without an admission), `broker_guard_absent`, `broker_failed`.
    static Result<std::unique_ptr<PrivateBroker>> start(Settings settings);
    ~PrivateBroker();

    int port() const { return settings_.port; }
    int websocket_port() const { return settings_.websocket_port; }
    pid_t pid() const { return pid_; }

    // From now on these are let in. Within a second the broker ends the sessions of those who are not any more, and of
    // whose password is another; the others go on, with the rights that they have now. From any thread.
    Result<void> admit(const Admission& admission);
    // How many log-ins its guard saw fail or refused, since the hub's start.
    std::uint64_t failed_logins() const;
    // What it shows, and whom it refuses, from now on; open sessions go on. Address and port stay. From any thread.
    Result<void> renew(TlsListener tls);

private:
    explicit PrivateBroker(Settings settings) : settings_(std::move(settings)) {}
    static Result<std::unique_ptr<PrivateBroker>> start_once(Settings settings);
    Result<void> make_files();
    Result<void> launch();
    Result<void> write_rights(const std::string& text);
    Result<void> write_passwords(const std::string& text);
    void supervise();

    Settings settings_;
    MemoryFile configuration_;
    MemoryFile page_;  // a guard::SharedPage
    // Two of each: the one may be read while the other is written, and whoever reads is then told of it.
    std::array<MemoryFile, 2> rights_, passwords_;
    std::uint64_t rights_version_ = 0;  // as the page has it
    int in_use_ = 0;                    // of the password files
    std::optional<ListenerFiles> tls_files_;
    std::atomic<pid_t> pid_{0};
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool is_stopping_ = false;
    std::thread supervisor_;
};

// mosquitto.conf for it (docs/decisions/0004 and 0033 say why each line is there). `passwords`: which of two
// password files it reads.
std::string broker_configuration(const PrivateBroker::Settings& settings, int passwords = 0);

}  // namespace paraat::transport

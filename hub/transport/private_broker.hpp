#pragma once

#include <sys/types.h>

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"

namespace paraat::transport {

// Mosquitto as a child of the hub, for sites without a broker of their own: on the loopback address only, its
// configuration written anew at each start, started again when it dies, ended with the hub.
class PrivateBroker {
public:
    struct Settings {
        std::filesystem::path directory;  // for its configuration and log
        int port = 1883;                  // 0 = any free one
        int websocket_port = 9001;        // likewise
        std::string access = "open";
    };

    // Waits until it takes connections. Refused: `broker_absent`, `broker_port_taken`, `broker_access`,
    // `broker_failed`.
    static Result<std::unique_ptr<PrivateBroker>> start(Settings settings);
    ~PrivateBroker();

    int port() const { return settings_.port; }
    int websocket_port() const { return settings_.websocket_port; }
    pid_t pid() const { return pid_; }

private:
    explicit PrivateBroker(Settings settings) : settings_(std::move(settings)) {}
    static Result<std::unique_ptr<PrivateBroker>> start_once(Settings settings);
    Result<void> launch();
    void supervise();

    Settings settings_;
    std::atomic<pid_t> pid_{0};
    std::mutex mutex_;
    std::condition_variable stopping_;
    bool is_stopping_ = false;
    std::thread supervisor_;
};

// mosquitto.conf for it (docs/decisions/0004 says why each line is there).
std::string broker_configuration(const PrivateBroker::Settings& settings);

}  // namespace paraat::transport

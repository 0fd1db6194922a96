#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/transport/outbox.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::transport {

// One lane's connection: connects for ever, subscribes, sends what its outbox holds. Owns one thread; the library's own
// threads call back into it and only hand over.
class PahoConnection {
public:
    struct Settings {
        std::string uri;  // "tcp://127.0.0.1:1883"
        std::string client_id;
        std::string username;
        std::string password;
        std::vector<std::string> filters;
        int qos = 1;
        Will will;
        std::vector<std::string> probe_filters = {};  // QoS 0, not waited for
    };
    using Arrived = std::function<void(Inbound)>;
    using Connected = std::function<void()>;

    PahoConnection(Settings settings, Lane lane, Arrived arrived, Connected connected);
    ~PahoConnection();

    void start();
    void stop();
    Outbox& outbox() { return outbox_; }
    const Outbox& outbox() const { return outbox_; }
    bool is_connected() const { return is_connected_; }
    std::uint64_t connections() const { return connections_; }

private:
    class Session;

    void run();
    std::string serve(Session& session);  // until it is lost or stopped: why
    void note_failure(const std::string& why);
    // False when stopped meanwhile.
    bool wait(Milliseconds span);

    const Settings settings_;
    const Lane lane_;
    const Arrived arrived_;
    const Connected connected_;
    Outbox outbox_;
    std::string failure_;  // as it was logged last; empty while connected
    std::atomic<bool> is_connected_{false};
    std::atomic<bool> is_stopping_{false};
    std::atomic<std::uint64_t> connections_{0};
    std::mutex mutex_;
    std::condition_variable stopping_;
    std::thread thread_;
};

}  // namespace paraat::transport

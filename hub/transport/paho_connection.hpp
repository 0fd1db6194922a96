#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "hub/transport/connection.hpp"

namespace paraat::transport {

// By Eclipse Paho. Owns one thread; the library's own threads call back into it and only hand over. What arrived is
// acknowledged by the library as soon as it was handed over.
class PahoConnection final : public Connection {
public:
    PahoConnection(ConnectionSettings settings, Lane lane, Watch watch);
    ~PahoConnection() override;

    void start() override;
    void stop() override;

private:
    class Session;

    void run();
    std::string serve(Session& session);  // until it is lost or stopped: why
    // False when stopped meanwhile.
    bool wait(Milliseconds span);

    std::mutex mutex_;
    std::condition_variable stopping_;
    std::thread thread_;
};

}  // namespace paraat::transport

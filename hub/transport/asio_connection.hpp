#pragma once

#include <memory>
#include <thread>

#include "hub/mqtt/packet.hpp"
#include "hub/transport/connection.hpp"

namespace paraat::transport {

// By the hub's own client (hub/mqtt) on standalone Asio: many packets in each call of the system, and what arrived is
// acknowledged once it is kept. One thread of its own, which all its work happens on.
class AsioConnection final : public Connection {
public:
    AsioConnection(ConnectionSettings settings, Lane lane, Watch watch, mqtt::Version version);
    ~AsioConnection() override;

    void start() override;
    void stop() override;
    void begin_to_stop() override;
    void flush() override;
    void acknowledge(std::uint64_t number) override;

private:
    class Work;  // what is its thread's own

    const std::unique_ptr<Work> work_;
    std::thread thread_;
};

}  // namespace paraat::transport

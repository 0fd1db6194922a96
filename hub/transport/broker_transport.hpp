#pragma once

#include <atomic>
#include <memory>

#include "hub/transport/connection.hpp"
#include "hub/transport/inbox.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::transport {

// Two connections to a broker, hub-NODE-alerts and hub-NODE-beacons (docs/decisions/0004), by one of two clients
// (0027).
class BrokerTransport : public Transport {
public:
    explicit BrokerTransport(Settings settings);
    ~BrokerTransport() override;

    void start() override;
    void stop() override;
    std::vector<Inbound> take(std::size_t most, Milliseconds patience) override { return inbox_.take(most, patience); }
    void wake() override { inbox_.wake(); }
    void acknowledge(std::uint64_t number) override { alerts_->acknowledge(number); }
    bool send(const Outbound& message) override;
    void flush() override;
    void wait_for_room(Milliseconds patience) override;
    bool has_room(Lane lane) const override { return connection(lane).outbox().has_room(); }
    bool is_connected(Lane lane) const override { return connection(lane).is_connected(); }
    std::uint64_t incarnation(Lane lane) const override { return connection(lane).connections(); }
    bool is_shedding() const override;
    Counters counters() const override;
    Result<std::vector<std::string>> collect_retained(const std::vector<std::string>& filters, Milliseconds quiet,
                                                      Milliseconds deadline) override;
    Result<std::string> read_retained(const std::string& topic, Milliseconds quiet, Milliseconds deadline) override;

private:
    std::unique_ptr<Connection> make(Lane lane);
    Connection& connection(Lane lane) { return lane == Lane::alerts ? *alerts_ : *beacons_; }
    const Connection& connection(Lane lane) const { return lane == Lane::alerts ? *alerts_ : *beacons_; }

    const Settings settings_;
    Inbox inbox_;
    const std::unique_ptr<Connection> alerts_;
    const std::unique_ptr<Connection> beacons_;
    // When is_shedding() last saw the count of replaced beacons rise.
    mutable std::atomic<std::uint64_t> shed_seen_{0};
    mutable std::atomic<std::int64_t> shed_at_ms_{0};
};

}  // namespace paraat::transport

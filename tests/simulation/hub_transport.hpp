#pragma once

#include <map>
#include <memory>
#include <optional>

#include "hub/transport/inbox.hpp"
#include "hub/transport/outbox.hpp"
#include "hub/transport/transport.hpp"
#include "tests/simulation/broker.hpp"
#include "tests/simulation/canary.hpp"

namespace paraat::simulation {

// The hub's two connections over the simulated net: the production inbox and outboxes, and in the place of a socket
// a peer of the simulated broker that connects again with full jitter. What arrived is acknowledged once it is kept.
class HubTransport final : public transport::Transport {
public:
    // `wakes` is called when something came.
    HubTransport(World& world, Broker& broker, transport::Settings settings, Canary canary, World::Deed wakes);
    ~HubTransport() override;

    void start() override;
    void stop() override;
    // Its process died: nobody says farewell.
    void die();
    std::vector<transport::Inbound> take(std::size_t most, Milliseconds patience) override;
    void wake() override {}
    void acknowledge(std::uint64_t number) override;
    bool send(const transport::Outbound& message) override;
    void wait_for_room(Milliseconds) override {}
    bool has_room(transport::Lane lane) const override;
    bool is_connected(transport::Lane lane) const override;
    std::uint64_t incarnation(transport::Lane lane) const override;
    bool is_shedding() const override { return false; }
    transport::Counters counters() const override { return {}; }
    Result<std::vector<std::string>> collect_retained(const std::vector<std::string>& filters, Milliseconds quiet,
                                                      Milliseconds deadline) override;
    Result<std::string> read_retained(const std::string& topic, Milliseconds quiet, Milliseconds deadline) override;

    // Gives what waits to the connections.
    void pump();
    bool is_idle() const;

private:
    class Lane;
    bool put(const transport::Outbound& message);
    bool send_without_one(transport::Outbound message);  // an answer, for a canary
    const Lane& lane(transport::Lane which) const { return which == transport::Lane::alerts ? *alerts_ : *beacons_; }

    World& world_;
    Broker& broker_;
    transport::Settings settings_;
    Canary canary_;
    World::Deed wakes_;
    Chance chance_;
    transport::Inbox inbox_;
    std::shared_ptr<Lane> alerts_;
    std::shared_ptr<Lane> beacons_;
    std::map<std::string, transport::Outbound> older_;  // of each alert topic, for a canary
};

}  // namespace paraat::simulation

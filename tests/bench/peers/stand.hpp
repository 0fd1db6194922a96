#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "hub/transport/private_broker.hpp"
#include "tests/bench/peers/process.hpp"
#include "tests/support/folder.hpp"

namespace paraat::bench {

// Who stands behind the broker: the hub, with one of its clients, the least that could be there instead, or nobody.
struct Peer {
    std::string name;    // "hub", as in the table; "nobody"
    std::string client;  // of the hub: broker.client; empty = a relay
    // Of the hub: limits.beacon_rate, and how many accounts its organisation has besides those that are shipped.
    std::int64_t beacon_rate = 0;
    std::size_t units = 0;
    std::size_t crowd = 0;
};

// A broker of its own with one peer behind it, on a folder that is new: nothing of an earlier run is left. The broker
// is the one that a hub would start, with the settings that it would have.
class Stand {
public:
    // Of a relay: how long what it sends is; without receipts it passes beacons on. Returns when the peer takes them.
    // Throws std::runtime_error when it does not.
    Stand(const Peer& peer, std::size_t alert_bytes, std::size_t receipt_bytes);

    int port() const { return broker_->port(); }
    std::chrono::nanoseconds broker_cpu() const { return cpu_time_of(broker_->pid()); }
    std::chrono::nanoseconds peer_cpu() const { return process_ ? process_->cpu_time() : std::chrono::nanoseconds{0}; }
    std::size_t peer_memory() const { return process_->memory(); }
    // Of the hub: the sum of all lines of /metrics that begin so.
    double metric(const std::string& beginning) const;

private:
    void start_hub(const Peer& peer);
    std::filesystem::path write_organisation(const Peer& peer) const;

    test::Folder folder_;
    int admin_port_ = 0;
    std::unique_ptr<transport::PrivateBroker> broker_;
    std::unique_ptr<Process> process_;
};

}  // namespace paraat::bench

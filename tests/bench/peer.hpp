#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "hub/transport/private_broker.hpp"
#include "tests/bench/process.hpp"
#include "tests/support/folder.hpp"

namespace paraat::bench {

// Who stands behind the broker: the hub, with one of its clients, or the least that could be there instead.
struct Peer {
    std::string name;    // "hub", as in the table
    std::string client;  // of the hub: broker.client; empty = a relay
};

// A broker of its own with one peer behind it, on a folder that is new: nothing of an earlier run is left. The broker
// is the one that a hub would start, with the settings that it would have.
class Stand {
public:
    // Returns when the peer takes reports. Throws std::runtime_error when it does not.
    Stand(const Peer& peer, std::size_t alert_bytes, std::size_t receipt_bytes);

    int port() const { return broker_->port(); }
    std::chrono::nanoseconds broker_cpu() const { return cpu_time_of(broker_->pid()); }
    std::chrono::nanoseconds peer_cpu() const { return process_->cpu_time(); }
    std::size_t peer_memory() const { return process_->memory(); }

private:
    void start_hub(const Peer& peer);

    test::Folder folder_;
    std::unique_ptr<transport::PrivateBroker> broker_;
    std::unique_ptr<Process> process_;
};

}  // namespace paraat::bench

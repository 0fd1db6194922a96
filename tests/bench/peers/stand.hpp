#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "hub/transport/private_broker.hpp"
#include "tests/bench/load/load.hpp"
#include "tests/bench/peers/peer.hpp"
#include "tests/bench/peers/process.hpp"
#include "tests/support/folder.hpp"

namespace paraat::bench {

// A broker of its own with one peer behind it, on a folder that is new: nothing of an earlier run is left. The broker
// is the one that a hub would start, with the settings that it would have.
class Stand {
public:
    // Returns when the peer takes messages. Throws std::runtime_error when it does not.
    explicit Stand(const Peer& peer);

    int port() const { return broker_->port(); }
    std::chrono::nanoseconds broker_cpu() const { return cpu_time_of(broker_->pid()); }
    std::chrono::nanoseconds peer_cpu() const { return process_ ? process_->cpu_time() : std::chrono::nanoseconds{0}; }
    // Of the hub: until it has verified what was in its journal, which costs it time beside its work. Throws
    // std::runtime_error when that takes a minute.
    void wait_until_verified() const;
    // Throws std::runtime_error with the end of its log when the peer has ended.
    void check_that_peer_lives() const;
    std::size_t peer_memory() const { return process_->memory(); }
    // Of the hub: the sum of all lines of /metrics that begin so.
    double metric(const std::string& beginning) const;

private:
    void start(const Nobody&) {}
    void start(const Relay& relay);
    void start(const HubSettings& settings);

    test::Folder folder_;
    const std::string name_;  // of the peer
    std::filesystem::path log_;
    int admin_port_ = 0;
    std::unique_ptr<transport::PrivateBroker> broker_;
    std::unique_ptr<Process> process_;
};

// send_reports to the broker of a stand. Throws std::runtime_error also when the peer has ended meanwhile: what it came
// to is of no peer then.
LoadResult send_reports(const Stand& stand, LoadPlan plan);

// What the processes of a stand used since it was made.
class CpuMeter {
public:
    explicit CpuMeter(const Stand& stand)
        : stand_(stand), broker_before_(stand.broker_cpu()), peer_before_(stand.peer_cpu()) {}

    // Microseconds for each of so many.
    double broker_us(double each) const { return us(stand_.broker_cpu() - broker_before_, each); }
    double peer_us(double each) const { return us(stand_.peer_cpu() - peer_before_, each); }
    static double us(std::chrono::nanoseconds used, double each) {
        return static_cast<double>(used.count()) / 1e3 / each;
    }

private:
    const Stand& stand_;
    const std::chrono::nanoseconds broker_before_, peer_before_;
};

}  // namespace paraat::bench

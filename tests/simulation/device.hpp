#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "clients/sdk/conversation.hpp"
#include "clients/sdk/outbox_folder.hpp"
#include "tests/simulation/broker.hpp"
#include "tests/simulation/canary.hpp"
#include "tests/simulation/disk.hpp"

namespace paraat::simulation {

// A radio, a phone or a console: a machine with the SDK's outbox on its disk and its conversation over the simulated
// net.
class Device {
public:
    struct Watch {
        std::function<void(const std::string& client, const sdk::Letter&)> kept;
        std::function<void(const std::string& client, const Letter&)> heard;
        std::function<void(Device&, const sdk::Request&)> asked;
    };
    Device(World& world, Broker& broker, std::string account, std::filesystem::path folder, Canary canary, Watch watch);
    ~Device();

    void start();
    void die(bool loses_power);
    // Soon after it says something next, and comes back a while later.
    void die_after_saying(bool loses_power) { dies_after_saying_ = loses_power; }
    bool is_running() const { return process_ != nullptr; }
    // Nothing happens while it is off; whoever says it sees that it is not kept.
    void say(const std::string& kind, const std::string& payload, bool is_urgent = false);
    void beacon(const std::string& payload);
    std::size_t waiting() const;
    const std::string& account() const { return account_; }
    Disk& disk() { return disk_; }
    MachineTime& clock() { return time_; }

private:
    class ForgetfulStore;
    class Process;

    World& world_;
    Broker& broker_;
    const std::string account_;
    const Canary canary_;
    const Watch watch_;
    Chance chance_;
    MachineTime time_;
    Disk disk_;
    std::uint64_t said_ = 0;
    std::optional<bool> dies_after_saying_;
    std::shared_ptr<Process> process_;
};

}  // namespace paraat::simulation

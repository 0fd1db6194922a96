#pragma once

#include <memory>
#include <vector>

#include "tests/simulation/device.hpp"
#include "tests/simulation/hub_host.hpp"

namespace paraat::simulation {

// By name; the table's own, so that one that never came shows.
inline constexpr const char* all_faults[] = {
    "hub killed",
    "hub lost its power",
    "hub died amid a commit",
    "hub stood still",
    "hub's disk had no room",
    "hub's disk failed",
    "broker died",
    "broker said things again",
    "device killed",
    "device lost its power",
    "device died after saying something",
    "connections broke",
    "connections half open",
    "net cut off",
    "net slow",
    "clock of the hub jumped",
    "clock of a device jumped",
};

// What breaks in a night, and when: by chance. Everything is whole again after heal().
class Mishaps {
public:
    Mishaps(World& world, Broker& broker, HubHost& hub, std::vector<std::unique_ptr<Device>>& devices);

    // So many, anywhere between now and then.
    void plan(std::size_t count, Instant until);
    void heal();

private:
    void break_something();
    void of_the_hub();
    void of_the_net();
    void of_a_device();
    void of_a_clock();
    void restart_hub(bool loses_power);
    void restart_broker();
    void fail_disk();
    void note(const char* fault);

    World& world_;
    Broker& broker_;
    HubHost& hub_;
    std::vector<std::unique_ptr<Device>>& devices_;
    Chance chance_;
    bool is_over_ = false;
};

}  // namespace paraat::simulation

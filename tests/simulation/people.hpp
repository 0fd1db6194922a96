#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/console.hpp"
#include "tests/simulation/device.hpp"

namespace paraat::simulation {

// Who holds the devices and sits before the screens: what they say, and what they answer, by chance.
class People {
public:
    People(World& world, std::vector<std::unique_ptr<Device>>& devices,
           const std::vector<std::unique_ptr<Console>>& consoles);

    // Each of them every now and then, until then.
    void act_until(Instant end);
    void is_asked(Device& device, const sdk::Request& request);
    // Nobody says anything more.
    void rest() { is_resting_ = true; }

private:
    void act_sometimes(Device& device, Instant end);
    void go_about(Device& radio);
    void decide(Device& desk);
    void lead(Device& desk, const std::string& incident);
    void drill(Device& desk);
    std::string report();
    std::string position();
    // An incident that some screen shows; empty when none does.
    std::string some_incident();

    World& world_;
    std::vector<std::unique_ptr<Device>>& devices_;
    const std::vector<std::unique_ptr<Console>>& consoles_;
    Chance chance_;
    bool is_resting_ = false;
};

}  // namespace paraat::simulation

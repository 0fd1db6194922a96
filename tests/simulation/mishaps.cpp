#include "tests/simulation/mishaps.hpp"

namespace paraat::simulation {

Mishaps::Mishaps(World& world, Broker& broker, HubHost& hub, std::vector<std::unique_ptr<Device>>& devices)
    : world_(world), broker_(broker), hub_(hub), devices_(devices), chance_(world.chance.split()) {}

void Mishaps::plan(std::size_t count, Instant until) {
    const std::int64_t span = (until - world_.now()).count();
    for (std::size_t fault = 0; fault < count; ++fault) {
        world_.after(Milliseconds{chance_.between(1'000, span)}, [this] {
            if (!is_over_) break_something();
        });
    }
}

void Mishaps::heal() {
    is_over_ = true;
    broker_.heal();
    broker_.come_back();
    hub_.disk().heal();
    hub_.clock().set_right();
    hub_.start();
    for (const auto& device : devices_) {
        device->clock().set_right();
        device->start();
    }
}

void Mishaps::note(const char* fault) {
    ++world_.figures.faults[fault];
    world_.tell("fault", fault);
}

void Mishaps::break_something() {
    switch (chance_.below(8)) {
        case 0:
        case 1:
        case 2: return of_the_hub();
        case 3:
        case 4: return of_the_net();
        case 5: return restart_broker();
        case 6: return of_a_device();
        default: return chance_.once_in(2) ? of_a_device() : of_a_clock();
    }
}

void Mishaps::of_the_hub() {
    switch (chance_.below(8)) {
        case 0: return restart_hub(false);
        case 1:
        case 2: return restart_hub(true);
        case 3: restart_hub(chance_.once_in(2)); return restart_broker();
        case 4:
        case 5: note("hub died amid a commit"); return hub_.die_amid_commit(chance_.once_in(2));
        case 6: note("hub stood still"); return hub_.stand_still(Milliseconds{chance_.between(500, 90'000)});
        default: return fail_disk();
    }
}

void Mishaps::fail_disk() {
    const Disk::Fault fault = chance_.once_in(2) ? Disk::Fault::no_room : Disk::Fault::input_output;
    note(fault == Disk::Fault::no_room ? "hub's disk had no room" : "hub's disk failed");
    hub_.disk().fail_at(1 + chance_.below(12), fault, chance_.once_in(3));
    world_.after(Milliseconds{chance_.between(5'000, 60'000)}, [this] { hub_.disk().heal(); });
}

void Mishaps::of_the_net() {
    switch (chance_.below(5)) {
        case 0:
            note("connections broke");
            for (const auto& connection : broker_.connections()) {
                if (chance_.once_in(2)) connection->break_now();
            }
            return;
        case 1:
            note("connections half open");
            for (const auto& connection : broker_.connections()) {
                if (chance_.once_in(3)) connection->go_silent(chance_.once_in(2), true);
            }
            return;
        case 2:
            note("net cut off");
            for (const auto& connection : broker_.connections()) {
                if (!chance_.once_in(3)) continue;
                broker_.cut_off(connection->greeting().client, Milliseconds{chance_.between(5'000, 180'000)});
                connection->go_silent(true, true);
            }
            return;
        case 3: note("net slow"); return broker_.slow_down(Milliseconds{chance_.between(5'000, 60'000)});
        default: note("broker said things again"); return broker_.say_again(chance_);
    }
}

void Mishaps::of_a_device() {
    Device& device = *devices_[chance_.below(devices_.size())];
    const bool loses_power = chance_.once_in(2);
    if (chance_.once_in(2)) {
        note("device died after saying something");
        return device.die_after_saying(loses_power);
    }
    note(loses_power ? "device lost its power" : "device killed");
    device.die(loses_power);
    world_.after(Milliseconds{chance_.between(500, 60'000)}, [&device] { device.start(); });
}

void Mishaps::of_a_clock() {
    const bool is_hubs = chance_.once_in(2);
    note(is_hubs ? "clock of the hub jumped" : "clock of a device jumped");
    const Milliseconds jump{chance_.between(-3'600'000, 3'600'000)};
    (is_hubs ? hub_.clock() : devices_[chance_.below(devices_.size())]->clock()).jump(jump);
}

void Mishaps::restart_hub(bool loses_power) {
    note(loses_power ? "hub lost its power" : "hub killed");
    hub_.die(loses_power);
    world_.after(Milliseconds{chance_.between(500, 30'000)}, [this] { hub_.start(); });
}

void Mishaps::restart_broker() {
    note("broker died");
    broker_.die();
    world_.after(Milliseconds{chance_.between(500, 30'000)}, [this] { broker_.come_back(); });
}

}  // namespace paraat::simulation

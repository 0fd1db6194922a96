#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/simulation/broker.hpp"
#include "tests/simulation/console.hpp"
#include "tests/simulation/device.hpp"
#include "tests/simulation/hub_host.hpp"

namespace paraat::simulation {

// What must hold, by an account of its own: what people and devices were told, beside what the journal says in the end.
class Auditor {
public:
    explicit Auditor(World& world) : world_(world) {}

    // As it happens.
    void kept(const std::string& client, const sdk::Letter& letter);
    void heard_receipt(const std::string& client, const std::string& payload);

    // At rest: nothing is on its way, and no fault is in force.
    void compare(const HubHost& hub, const Broker& broker, const app::HubFiles& files,
                 const std::vector<std::unique_ptr<Device>>& devices,
                 const std::vector<std::unique_ptr<Console>>& consoles);

    std::vector<std::string> complaints;
    std::string head;  // of the journal, as it was compared

private:
    using Key = std::pair<std::string, std::string>;  // client, kind/id
    void complain(const std::string& what) { complaints.push_back(what); }
    void look_at_journal(const HubHost& hub);
    void look_at_broker(const core::State& state, const Broker& broker, const app::HubFiles& files);
    void look_at_console(const core::State& state, const Console& console, const app::HubFiles& files);

    World& world_;
    std::map<Key, std::string> kept_;                   // payloads
    std::map<Key, std::set<std::string>> accepted_by_;  // different receipts that said so
    std::set<Key> ended_;                               // had a receipt that asks for nothing more
};

}  // namespace paraat::simulation

#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "hub/journal/reader.hpp"
#include "tests/simulation/broker.hpp"
#include "tests/simulation/console.hpp"
#include "tests/simulation/device.hpp"
#include "tests/simulation/hub_host.hpp"
#include "tests/simulation/inquiry.hpp"
#include "tests/simulation/secrecy.hpp"

namespace paraat::simulation {

// Who was there, in the end.
struct Cast {
    const HubHost& hub;
    const Broker& broker;
    const app::HubFiles& files;
    const std::vector<std::unique_ptr<Device>>& devices;
    const std::vector<std::unique_ptr<Console>>& consoles;
    const std::vector<std::shared_ptr<Inquiry>>& inquiries;
};

// What must hold, by an account of its own: what people and devices were told, beside what the journal says in the end.
class Auditor {
public:
    explicit Auditor(World& world) : world_(world) {}

    // As it happens.
    void kept(const std::string& client, const sdk::Letter& letter);
    void heard(const std::string& client, const Letter& letter);
    Secrecy& secrecy() { return secrecy_; }

    // At rest: nothing is on its way, and no fault is in force.
    void compare(const Cast& cast);

    std::vector<std::string> complaints;
    std::string head;  // of the journal, as it was compared

private:
    using Key = std::pair<std::string, std::string>;  // client, kind/id
    using Retained = std::map<std::string, std::string>;

    void complain(const std::string& what) { complaints.push_back(what); }
    void check(const char* what) { ++world_.figures.checks[what]; }
    void heard_receipt(const std::string& client, const std::string& payload);
    void heard_hub(const std::string& client, const Letter& letter);
    void heard_request(const std::string& client, const Letter& letter);
    void look_at_devices(const Cast& cast);
    void look_at_journal(const Cast& cast, const core::State& state);
    void look_for_receipts(journal::JournalReader& reader);
    void look_at_broker(const Retained& expected, const Broker& broker);
    void look_at_console(const Retained& expected, const Console& console);
    void look_at_inquiry(const Retained& expected, const Inquiry& inquiry);

    World& world_;
    Secrecy secrecy_;
    std::map<Key, std::string> kept_;                                        // payloads
    std::map<Key, std::set<std::string>> accepted_by_;                       // different receipts that said so
    std::set<Key> ended_;                                                    // had a receipt that asks for nothing more
    std::map<std::pair<std::string, std::string>, std::int64_t> revisions_;  // by client and topic, the highest
    std::map<std::string, std::string> incidents_;                           // of accepted reports: incident -> whose
};

// Cleared for covert work in the shipped organisation: the opco, coordinators, and covert units.
bool is_cleared(const std::string& account);

}  // namespace paraat::simulation

#include "tests/simulation/night.hpp"

#include <nlohmann/json.hpp>

#include "tests/simulation/auditor.hpp"

namespace paraat::simulation {
namespace {

using Json = nlohmann::json;
using namespace std::chrono_literals;

constexpr Milliseconds acting = 15min;
constexpr Milliseconds settling_most = 20min;
constexpr Milliseconds rest_looks_most = 3min;

constexpr const char* radios[] = {"radio-1", "radio-2", "radio-7", "radio-8", "radio-9"};
constexpr const char* desks[] = {"console-1", "opco-1", "coord-overlast-1", "coord-ondermijning-1"};
constexpr const char* categories[] = {"noise_nuisance", "theft",    "robbery",      "shooting",
                                      "loitering",      "stabbing", "drug_dealing", "vandalism"};

class Night {
public:
    Night(std::uint64_t seed, const app::HubFiles& files, const std::filesystem::path& folder, Canary canary,
          bool tells)
        : files_(files),
          world_(seed),
          chance_(world_.chance.split()),
          broker_(world_),
          auditor_(world_),
          hub_(world_, broker_, files, folder / "hub", canary, auditor_.complaints) {
        world_.tells = tells;
        const Device::Watch watch{
            [this](const std::string& client, const sdk::Letter& letter) { auditor_.kept(client, letter); },
            [this](const std::string& client, const std::string& payload) { auditor_.heard_receipt(client, payload); },
            [this](Device& device, const sdk::Request& request) { is_asked(device, request); }};
        const auto add = [&](const char* account) {
            devices_.push_back(std::make_unique<Device>(world_, broker_, account, folder / account, canary, watch));
        };
        for (const char* account : radios) add(account);
        for (const char* account : desks) add(account);
        for (const char* division : {"dvl", "dvo", "sector"}) {
            consoles_.push_back(
                std::make_unique<Console>(world_, broker_, std::string("screen-") + division, division));
        }
    }

    Outcome play() {
        hub_.start();
        for (const auto& device : devices_) device->start();
        for (const auto& console : consoles_) console->connect();
        const Instant begin = world_.now();
        for (const auto& device : devices_) act_sometimes(*device, begin + acting);
        plan_faults(begin);
        world_.pass_until(begin + acting);
        heal();
        wait_for_rest();
        return {auditor_.complaints, world_.happened(), hub_.commits(), hub_.starts(), auditor_.head};
    }

private:
    // People.
    void act_sometimes(Device& device, Instant end) {
        const Instant next = world_.now() + Milliseconds{chance_.between(2'000, 90'000)};
        if (next >= end) return;
        world_.at(next, [this, &device, end] {
            const bool is_desk = device.account().find("radio") == std::string::npos;
            is_desk ? decide(device) : go_about(device);
            act_sometimes(device, end);
        });
    }
    std::string position() {
        return "\"lat\":" + std::to_string(51.90 + 0.002 * static_cast<double>(chance_.below(8))) +
               ",\"lon\":" + std::to_string(4.46 + 0.002 * static_cast<double>(chance_.below(8)));
    }
    // An incident that some screen shows; empty when none does.
    std::string some_incident() {
        std::vector<std::string> all;
        for (const auto& console : consoles_) {
            for (const auto& [topic, payload] : console->shown()) all.push_back(topic.substr(topic.rfind('/') + 1));
        }
        return all.empty() ? "" : chance_.one_of(all);
    }
    void go_about(Device& radio) {
        const std::string incident = some_incident();
        switch (chance_.below(8)) {
            case 0:
            case 1:
            case 2:
                return radio.say("report", "\"category\":\"" + std::string(chance_.one_of(categories)) +
                                               "\",\"text\":\"melding\"," + position());
            case 3:
            case 4: return radio.beacon("{\"status\":\"available\"," + position() + "}");
            case 5: {
                const char* const statuses[] = {"available", "busy", "returning"};
                return radio.say("status", "\"status\":\"" + std::string(chance_.one_of(statuses)) + "\"");
            }
            case 6:
                if (incident.empty()) return;
                return radio.say("status", "\"status\":\"" + std::string(chance_.once_in(2) ? "en_route" : "on_scene") +
                                               "\",\"incident\":\"" + incident + "\"");
            default:
                if (!chance_.once_in(6)) return;
                return radio.say("status", "\"panic\":true," + position(), true);
        }
    }
    void decide(Device& desk) {
        const std::string incident = some_incident();
        if (incident.empty()) return;
        const std::string on = "\"incident\":\"" + incident + "\"";
        const auto does = [&](const std::string& what) { desk.say("command", what + "," + on); };
        switch (chance_.below(11)) {
            case 0:
            case 1: return desk.say("ack", on + ",\"answer\":\"acknowledged\"");
            case 2: return does("\"do\":\"claim\"");
            case 3: return does("\"do\":\"note\",\"text\":\"genoteerd\"");
            case 4: return does("\"do\":\"dispatch\",\"unit\":\"" + std::string(chance_.one_of(radios)) + "\"");
            case 5: return does("\"do\":\"resolve\",\"text\":\"klaar\"");
            case 6:
            case 7: return does("\"do\":\"close\",\"acknowledge\":true,\"text\":\"dicht\"");
            case 8: return does("\"do\":\"reopen\"");
            case 9: return does("\"do\":\"merge\",\"into\":\"" + some_incident() + "\"");
            default: return desk.say("instruct", "\"to\":\"team/it-overlast\",\"text\":\"ga kijken\"," + on);
        }
    }
    void is_asked(Device& device, const sdk::Request& request) {
        if (request.payload.empty() || is_calm_ || chance_.once_in(3)) return;
        const bool is_notice = request.kind == sdk::Asked::notice;
        const std::string of = (is_notice ? "\"incident\":\"" : "\"instruction\":\"") + request.id + "\"";
        const char* const answers[] = {"read", "declined", is_notice ? "acknowledged" : "accepted"};
        const std::string answer = chance_.one_of(answers);
        world_.after(Milliseconds{chance_.between(500, 60'000)},
                     [&device, of, answer] { device.say("ack", of + ",\"answer\":\"" + answer + "\""); });
    }

    // What breaks.
    void plan_faults(Instant begin) {
        const std::size_t count = 3 + chance_.below(10);
        for (std::size_t fault = 0; fault < count; ++fault) {
            world_.at(begin + Milliseconds{chance_.between(1'000, acting.count())}, [this] { break_something(); });
        }
    }
    void break_something() {
        if (is_calm_) return;
        Device& device = *devices_[chance_.below(devices_.size())];
        switch (chance_.below(16)) {
            case 0:
            case 1: return restart_hub(false);
            case 2:
            case 3: return restart_hub(true);
            case 4: return restart_broker();
            case 5: restart_hub(chance_.once_in(2)); return restart_broker();
            case 6:
            case 7:
                device.die(chance_.once_in(2));
                return world_.after(Milliseconds{chance_.between(500, 60'000)}, [&device] { device.start(); });
            case 8:
                world_.tell("net", "some connections break");
                for (const auto& connection : broker_.connections()) {
                    if (chance_.once_in(2)) connection->break_now();
                }
                return;
            case 9:
                world_.tell("net", "some connections are half open");
                for (const auto& connection : broker_.connections()) {
                    if (chance_.once_in(3)) connection->go_silent(chance_.once_in(2), true);
                }
                return;
            case 12: return hub_.die_amid_commit(chance_.once_in(2));
            case 13:
            case 14: return device.die_after_saying(chance_.once_in(2));
            case 10:
                world_.tell("hub", "stands still");
                return hub_.stand_still(Milliseconds{chance_.between(500, 90'000)});
            case 11: {
                world_.tell("hub", "its disk will fail");
                const Disk::Fault fault = chance_.once_in(2) ? Disk::Fault::no_room : Disk::Fault::input_output;
                hub_.disk().fail_at(1 + chance_.below(12), fault, chance_.once_in(3));
                return world_.after(Milliseconds{chance_.between(5'000, 60'000)}, [this] { hub_.disk().heal(); });
            }
            default: {
                const Milliseconds jump{chance_.between(-3'600'000, 3'600'000)};
                world_.tell("clock", "jumps by " + std::to_string(jump.count()) + " ms");
                (chance_.once_in(2) ? hub_.clock() : device.clock()).jump(jump);
                return;
            }
        }
    }
    void restart_hub(bool loses_power) {
        hub_.die(loses_power);
        world_.after(Milliseconds{chance_.between(500, 30'000)}, [this] { hub_.start(); });
    }
    void restart_broker() {
        world_.tell("broker", "dies");
        broker_.die();
        world_.after(Milliseconds{chance_.between(500, 30'000)}, [this] { broker_.come_back(); });
    }

    // All is whole again, and nobody does anything more.
    void heal() {
        world_.tell("night", "is over");
        is_calm_ = true;
        hub_.disk().heal();
        hub_.clock().set_right();
        broker_.come_back();
        hub_.start();
        for (const auto& device : devices_) {
            device->clock().set_right();
            device->start();
        }
    }
    bool has_all_been_said() const {
        for (const auto& device : devices_) {
            if (device->waiting() > 0) return false;
        }
        return true;
    }
    void wait_for_rest() {
        const Instant end = world_.now() + settling_most;
        while (!(has_all_been_said() && hub_.is_idle()) && world_.now() < end) world_.pass_until(world_.now() + 1s);
        // What is late is told, screens have connected again.
        world_.pass_until(world_.now() + 3min);
        const Instant latest = world_.now() + rest_looks_most;
        while (world_.now() < latest) {
            world_.pass_until(world_.now() + 1'700ms);
            const bool is_still = hub_.is_idle() && broker_.is_idle();
            const std::int64_t commits = hub_.commits();
            if (!is_still) continue;
            // What is on its way to a screen arrives.
            world_.pass_until(world_.now() + 3'500ms);
            if (hub_.is_idle() && broker_.is_idle() && hub_.commits() == commits) break;
        }
        if (!hub_.is_idle()) auditor_.complaints.push_back("the hub does not come to rest:" + hub_.busy_with());
        auditor_.compare(hub_, broker_, files_, devices_, consoles_);
    }

    const app::HubFiles& files_;
    World world_;
    Chance chance_;
    Broker broker_;
    Auditor auditor_;
    HubHost hub_;
    std::vector<std::unique_ptr<Device>> devices_;
    std::vector<std::unique_ptr<Console>> consoles_;
    bool is_calm_ = false;
};

}  // namespace

Outcome play_night(std::uint64_t seed, const app::HubFiles& files, const std::filesystem::path& folder, Canary canary,
                   bool tells) {
    Night night(seed, files, folder, canary, tells);
    return night.play();
}

}  // namespace paraat::simulation

#include "tests/bench/peers/relays.hpp"

#include <fstream>
#include <stdexcept>

#include "tests/bench/load/lines.hpp"
#include "tests/support/folder.hpp"

namespace paraat::bench {
namespace {

constexpr auto relayed_within = std::chrono::seconds{30};
constexpr auto probe_interval = std::chrono::milliseconds{100};
constexpr const char* node_red = PARAAT_SOURCE_DIR "/build/node-red/node_modules/node-red/red.js";

std::vector<std::string> command_of_node_red(const ReportSizes& sizes, int broker_port,
                                             const std::filesystem::path& folder) {
    // Its own folder, since it writes there; the flow takes from the environment what differs.
    for (const char* name : {"flow.json", "settings.js"}) {
        std::filesystem::copy(std::string(PARAAT_SOURCE_DIR) + "/tests/bench/peers/node_red/" + name, folder);
    }
    return {"env",
            "BROKER_PORT=" + std::to_string(broker_port),
            "ALERT_BYTES=" + std::to_string(sizes.alert),
            "RECEIPT_BYTES=" + std::to_string(sizes.receipt),
            "node",
            node_red,
            "--userDir",
            folder.string(),
            "--settings",
            (folder / "settings.js").string()};
}

// Hears that something came back.
class Probe : public Ear {
public:
    void arrived(Line&, const mqtt::Publish&) override { has_come = true; }
    bool has_come = false;
};

}  // namespace

bool is_node_red_installed() {
    return std::filesystem::exists(node_red);
}

std::vector<std::string> command_of(const Relay& relay, int broker_port, const std::filesystem::path& folder) {
    const ReportSizes sizes = relay.reports.value_or(ReportSizes{0, 0});
    if (relay.by == Relay::By::node_red) return command_of_node_red(sizes, broker_port, folder);
    const std::string program = relay.by == Relay::By::paho ? "/paraat-relay-paho" : "/paraat-relay-mosquitto";
    std::vector<std::string> command = {std::string(PARAAT_BIN) + program, std::to_string(broker_port),
                                        relay.reports ? "oov/up/+/report" : "oov/up/+/beacon",
                                        std::to_string(sizes.alert), std::to_string(sizes.receipt)};
    if (relay.by == Relay::By::syncing) command.push_back((folder / "relayed").string());
    return command;
}

void wait_until_relayed(const Relay& relay, int broker_port, Process& process, const std::filesystem::path& log) {
    using Clock = std::chrono::steady_clock;
    Probe probe;
    Lines lines;
    Line& line =
        lines.add({broker_port, "probe", {{relay.reports ? "oov/down/probe/receipt" : "oov/relayed", 1}}}, probe);
    lines.until_all_are_ready();
    const std::string topic = relay.reports ? "oov/up/probe/report" : "oov/up/probe/beacon";
    const auto begin = Clock::now();
    for (auto sent_at = Clock::time_point{}; !probe.has_come; lines.turn(std::chrono::milliseconds{1})) {
        const auto now = Clock::now();
        if (now - begin > relayed_within || !process.is_alive()) {
            throw std::runtime_error(name_of(relay) + " does not relay:\n" + test::content_of(log));
        }
        if (now - sent_at < probe_interval) continue;
        sent_at = now;
        line.publish({topic, "probe", 1, false, false, 0});
    }
}

}  // namespace paraat::bench

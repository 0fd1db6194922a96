#include "tests/bench/peers/stand.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "tests/bench/peers/admin_page.hpp"
#include "tests/bench/peers/hub_files.hpp"
#include "tests/bench/peers/relays.hpp"

namespace paraat::bench {
namespace {

constexpr auto hub_ready_within = std::chrono::seconds{20};
constexpr auto verified_within = std::chrono::seconds{60};
constexpr std::size_t log_told = 2'000;  // bytes

struct NameOf {
    std::string operator()(const Nobody&) const { return "broker alone"; }
    std::string operator()(const HubSettings& hub) const { return "hub " + hub.client; }
    std::string operator()(const Relay& relay) const {
        switch (relay.by) {
            case Relay::By::mosquitto: return "relay mosquitto";
            case Relay::By::syncing: return "relay syncing";
            case Relay::By::paho: return "relay paho";
            case Relay::By::node_red: return "Node-RED";
        }
        return {};
    }
};

}  // namespace

std::string name_of(const Peer& peer) {
    return std::visit(NameOf{}, peer);
}

Stand::Stand(const Peer& peer) : name_(name_of(peer)) {
    auto started = transport::PrivateBroker::start(
        {.directory = folder_.path() / "broker", .port = 0, .websocket_port = 0, .access = "open"});
    if (!started) throw std::runtime_error(started.error().message);
    broker_ = std::move(*started);
    std::visit([this](const auto& one) { start(one); }, peer);
}

void Stand::start(const Relay& relay) {
    log_ = folder_.path() / "relay.log";
    process_ = std::make_unique<Process>(command_of(relay, port(), folder_.path()), log_);
    wait_until_relayed(relay, port(), *process_, log_);
}

void Stand::start(const HubSettings& settings) {
    log_ = folder_.path() / "hub.log";
    admin_port_ = free_port();
    const std::filesystem::path file = write_hub_files(folder_.path(), settings, port(), admin_port_);
    process_ = std::make_unique<Process>(
        std::vector<std::string>{std::string(PARAAT_BIN) + "/paraat-hub", "--config", file.string()}, log_);
    wait_until_ready(*process_, admin_port_, hub_ready_within, log_);
}

void Stand::wait_until_verified() const {
    bench::wait_until_verified(*process_, admin_port_, verified_within, log_);
}

void Stand::check_that_peer_lives() const {
    if (!process_ || process_->is_alive()) return;
    const std::string log = test::content_of(log_);
    throw std::runtime_error(name_ + " ended while it was measured:\n" +
                             log.substr(log.size() - std::min(log.size(), log_told)));
}

LoadResult send_reports(const Stand& stand, LoadPlan plan) {
    plan.port = stand.port();
    LoadResult result = send_reports(plan);
    stand.check_that_peer_lives();
    return result;
}

double Stand::metric(const std::string& beginning) const {
    std::istringstream page(ask(admin_port_, "/metrics"));
    double sum = 0;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with(beginning)) sum += std::stod(line.substr(line.rfind(' ') + 1));
    }
    return sum;
}

}  // namespace paraat::bench

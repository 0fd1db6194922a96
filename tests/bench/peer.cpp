#include "tests/bench/peer.hpp"

#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/bench/admin_page.hpp"
#include "tests/bench/deployment.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t rules = 100;
constexpr auto ready_within = std::chrono::seconds{20};

std::string program(const std::string& name) {
    return std::string(PARAAT_BIN) + "/" + name;
}

}  // namespace

Stand::Stand(const Peer& peer, std::size_t alert_bytes, std::size_t receipt_bytes) {
    auto started = transport::PrivateBroker::start({folder_.path() / "broker", 0, 0, "open"});
    if (!started) throw std::runtime_error(started.error().message);
    broker_ = std::move(*started);
    if (!peer.client.empty()) {
        start_hub(peer);
        return;
    }
    process_ = std::make_unique<Process>(
        std::vector<std::string>{program("paraat-relay-" + peer.name), std::to_string(port()), "oov/up/+/report",
                                 std::to_string(alert_bytes), std::to_string(receipt_bytes)},
        folder_.path() / "relay.log");
    // It has nothing to read or to check; it says nothing when it is there.
    std::this_thread::sleep_for(std::chrono::milliseconds{500});
    if (!process_->is_alive()) throw std::runtime_error("the relay " + peer.name + " does not start");
}

void Stand::start_hub(const Peer& peer) {
    std::filesystem::create_directory(folder_.path() / "rules");
    std::filesystem::copy(std::string(PARAAT_SOURCE_DIR) + "/config/rules/10-escalations.toml",
                          folder_.path() / "rules");
    std::ofstream(folder_.path() / "rules/site.toml") << toml_of(rules_of(rules));
    const int admin_port = free_port();
    const std::string organisation = std::string(PARAAT_SOURCE_DIR) + "/config/organisation.toml";
    std::ofstream(folder_.path() / "hub.toml")
        << "[hub]\norganisation = \"" << organisation << "\"\njson_twins = false\n"
        << "[broker]\naddress = \"127.0.0.1\"\nport = " << port() << "\nclient = \"" << peer.client << "\"\n"
        << "[journal]\ndirectory = \"journal\"\n[admin]\nport = " << admin_port << "\n[rules]\ndirectory = \"rules\"\n"
        << "[limits]\nclient_rate = 0\n";
    process_ = std::make_unique<Process>(
        std::vector<std::string>{program("paraat-hub"), "--config", (folder_.path() / "hub.toml").string()},
        folder_.path() / "hub.log");
    wait_until_ready(*process_, admin_port, ready_within, folder_.path() / "hub.log");
}

}  // namespace paraat::bench

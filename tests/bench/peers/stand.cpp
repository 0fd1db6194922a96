#include "tests/bench/peers/stand.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include "tests/bench/load/beacons.hpp"
#include "tests/bench/load/load.hpp"
#include "tests/bench/peers/admin_page.hpp"
#include "tests/bench/site/deployment.hpp"

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
    if (peer.name == "nobody") return;
    process_ =
        std::make_unique<Process>(std::vector<std::string>{program("paraat-relay-" + peer.name), std::to_string(port()),
                                                           receipt_bytes == 0 ? "oov/up/+/beacon" : "oov/up/+/report",
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
    admin_port_ = free_port();
    const std::string organisation = write_organisation(peer).string();
    std::ofstream(folder_.path() / "hub.toml")
        << "[hub]\norganisation = \"" << organisation << "\"\njson_twins = false\n"
        << "[broker]\naddress = \"127.0.0.1\"\nport = " << port() << "\nclient = \"" << peer.client << "\"\n"
        << "[journal]\ndirectory = \"journal\"\n[admin]\nport = " << admin_port_ << "\n[rules]\ndirectory = \"rules\"\n"
        << "[limits]\nclient_rate = 0\nbeacon_rate = " << peer.beacon_rate << "\n";
    process_ = std::make_unique<Process>(
        std::vector<std::string>{program("paraat-hub"), "--config", (folder_.path() / "hub.toml").string()},
        folder_.path() / "hub.log");
    wait_until_ready(*process_, admin_port_, ready_within, folder_.path() / "hub.log");
}

std::filesystem::path Stand::write_organisation(const Peer& peer) const {
    const std::filesystem::path file = folder_.path() / "organisation.toml";
    std::filesystem::copy_file(std::string(PARAAT_SOURCE_DIR) + "/config/organisation.toml", file);
    std::ofstream more(file, std::ios::app);
    constexpr std::size_t team = 100;  // an organisation takes up to 150
    for (std::size_t number = 0; number * team < peer.units; ++number) {
        more << "\n[[team]]\nname = \"team-" << number << "\"\nlabel = \"Team\"\ndivision = \""
             << (number % 2 == 0 ? "dvl" : "dvo") << "\"\n";
    }
    for (std::size_t number = 0; number < peer.units; ++number) {
        more << "\n[[account]]\nname = \"" << unit_name(number) << "\"\nunit = true\nteam = \""
             << "team-" << number / team << "\"\n";
    }
    for (std::size_t number = 0; number < peer.crowd; ++number) {
        more << "\n[[account]]\nname = \"" << crowd_name(number) << "\"\noutside = true\n";
    }
    return file;
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

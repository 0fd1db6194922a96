#include "tests/bench/peer.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>
#include <thread>

#include "tests/bench/deployment.hpp"

namespace paraat::bench {
namespace {

constexpr std::size_t rules = 100;
constexpr auto ready_within = std::chrono::seconds{20};

std::string program(const std::string& name) {
    return std::string(PARAAT_BIN) + "/" + name;
}

int loopback_socket(int port, sockaddr_in& address) {
    address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

int free_port() {
    sockaddr_in address;
    const int fd = loopback_socket(0, address);
    socklen_t size = sizeof address;
    bind(fd, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    close(fd);
    return ntohs(address.sin_port);
}

bool is_ready(int admin_port) {
    sockaddr_in address;
    const int fd = loopback_socket(admin_port, address);
    std::string answer;
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
        const std::string question = "GET /readyz HTTP/1.0\r\n\r\n";
        char bytes[256];
        if (write(fd, question.data(), question.size()) > 0) {
            const ssize_t size = read(fd, bytes, sizeof bytes);
            if (size > 0) answer.assign(bytes, static_cast<std::size_t>(size));
        }
    }
    close(fd);
    return answer.find(" 200 ") != std::string::npos;
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
    wait_for(admin_port);
}

void Stand::wait_for(int admin_port) {
    const auto latest = std::chrono::steady_clock::now() + ready_within;
    while (std::chrono::steady_clock::now() < latest && process_->is_alive()) {
        if (is_ready(admin_port)) return;
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    std::ifstream log(folder_.path() / "hub.log");
    throw std::runtime_error("the hub does not start:\n" + std::string((std::istreambuf_iterator<char>(log)), {}));
}

}  // namespace paraat::bench

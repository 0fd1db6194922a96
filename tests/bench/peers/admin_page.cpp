#include "tests/bench/peers/admin_page.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <thread>

#include "tests/support/folder.hpp"

namespace paraat::bench {
namespace {

constexpr std::chrono::milliseconds admin_look_interval{5};
constexpr const char* does_not_start = "the hub does not start";

int loopback_socket(int port, sockaddr_in& address) {
    address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

// `fault` is what is so when it does not come to it.
void wait_until(Process& hub, std::chrono::seconds within, const std::filesystem::path& log, const std::string& fault,
                auto&& is_so) {
    const auto latest = std::chrono::steady_clock::now() + within;
    while (std::chrono::steady_clock::now() < latest && hub.is_alive()) {
        if (is_so()) return;
        std::this_thread::sleep_for(admin_look_interval);
    }
    throw std::runtime_error(fault + ":\n" + test::content_of(log));
}

}  // namespace

int free_port() {
    sockaddr_in address;
    const int fd = loopback_socket(0, address);
    socklen_t size = sizeof address;
    bind(fd, reinterpret_cast<sockaddr*>(&address), size);
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    close(fd);
    return ntohs(address.sin_port);
}

std::string ask(int admin_port, const std::string& page) {
    sockaddr_in address;
    const int fd = loopback_socket(admin_port, address);
    std::string answer;
    const std::string question = "GET " + page + " HTTP/1.0\r\n\r\n";
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        write(fd, question.data(), question.size()) > 0) {
        char bytes[4'096];
        for (ssize_t size = 0; (size = read(fd, bytes, sizeof bytes)) > 0;) {
            answer.append(bytes, static_cast<std::size_t>(size));
        }
    }
    close(fd);
    return answer;
}

void wait_until_there(Process& hub, int admin_port, std::chrono::seconds within, const std::filesystem::path& log) {
    wait_until(hub, within, log, does_not_start, [&] { return !ask(admin_port, "/healthz").empty(); });
}

void wait_until_ready(Process& hub, int admin_port, std::chrono::seconds within, const std::filesystem::path& log) {
    wait_until(hub, within, log, does_not_start,
               [&] { return ask(admin_port, "/readyz").find(" 200 ") != std::string::npos; });
}

void wait_until_verified(Process& hub, int admin_port, std::chrono::seconds within, const std::filesystem::path& log) {
    wait_until(hub, within, log, "the journal's past is not verified in time", [&] {
        return ask(admin_port, "/metrics").find("paraat_journal_unverified_events 0\n") != std::string::npos;
    });
}

}  // namespace paraat::bench

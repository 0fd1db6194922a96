#include "clients/cli/doctor/processes.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>

#include "hub/guard/shared_page.hpp"
#include "hub/journal/files.hpp"

namespace paraat::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* listening = "0A";  // of the kernel's TCP states

// Of /proc, whose files have no size.
std::string whole_text(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<pid_t> processes_named(const std::string& name) {
    std::vector<pid_t> found;
    std::error_code failed;
    for (fs::directory_iterator one("/proc", failed), end; !failed && one != end; one.increment(failed)) {
        const std::string number = one->path().filename();
        if (!std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; })) continue;
        if (whole_text(one->path() / "comm") == name + "\n") found.push_back(static_cast<pid_t>(std::stol(number)));
    }
    return found;
}

fs::path folder_of(pid_t pid) {
    return fs::path("/proc") / std::to_string(pid);
}

pid_t parent_of(pid_t pid) {
    const std::string stat = whole_text(folder_of(pid) / "stat");
    const auto after_name = stat.rfind(')');
    if (after_name == std::string::npos) return 0;
    std::istringstream rest(stat.substr(after_name + 1));
    std::string state;
    pid_t parent = 0;
    rest >> state >> parent;
    return parent;
}

enum class Holds { yes, no, unseen };

Holds holds(pid_t pid, const fs::path& file) {
    std::error_code failed;
    for (fs::directory_iterator one(folder_of(pid) / "fd", failed), end; !failed && one != end; one.increment(failed)) {
        std::error_code gone;
        if (fs::read_symlink(one->path(), gone) == file) return Holds::yes;
    }
    return failed ? Holds::unseen : Holds::no;
}

// Each ends with a zero.
std::vector<std::string> words_in(const fs::path& file) {
    std::vector<std::string> found;
    std::istringstream words(whole_text(file));
    for (std::string word; std::getline(words, word, '\0');) found.push_back(word);
    return found;
}

// The value of a line "NAME VALUE"; empty when there is none.
std::string setting_in(const std::string& configuration, const std::string& name) {
    std::istringstream lines(configuration);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(name + " ")) return line.substr(name.size() + 1);
    }
    return {};
}

// "/dev/fd/4" as another process sees it.
fs::path seen_from_here(pid_t pid, const std::string& name) {
    return folder_of(pid) / "fd" / fs::path(name).filename();
}

// What the broker's guard goes by now.
std::string rights_of(pid_t pid, const std::string& configuration) {
    const std::string told_at = setting_in(configuration, "plugin_opt_page");
    if (told_at.empty()) return {};  // an open one
    const std::string page = whole_text(seen_from_here(pid, told_at));
    guard::SharedPage told;
    if (page.size() != sizeof(told)) return {};
    std::memcpy(&told, page.data(), sizeof(told));
    const std::string slot = "plugin_opt_rights_" + std::to_string(told.rights_version % 2);
    return whole_text(seen_from_here(pid, setting_in(configuration, slot)));
}

void look_into_broker(HubSeen& hub) {
    for (const pid_t pid : processes_named("mosquitto")) {
        if (parent_of(pid) != hub.pid) continue;
        hub.has_broker = true;
        hub.broker_configuration = whole_text(seen_from_here(pid, "3"));
        hub.may_look_into_broker = !hub.broker_configuration.empty();
        hub.access_file = rights_of(pid, hub.broker_configuration);
        std::error_code failed;
        const std::string guard = setting_in(hub.broker_configuration, "plugin");
        if (!guard.empty()) hub.guard = fs::read_symlink(seen_from_here(pid, guard), failed);
        return;
    }
}

// As the kernel writes it: words of four bytes in this machine's order.
std::string address_in(const std::string& digits) {
    std::array<std::uint32_t, 4> words{};
    const std::size_t count = digits.size() / 8;
    for (std::size_t i = 0; i < std::min<std::size_t>(count, 4); ++i) {
        words[i] = static_cast<std::uint32_t>(std::stoul(digits.substr(i * 8, 8), nullptr, 16));
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(count == 1 ? AF_INET : AF_INET6, words.data(), text.data(), text.size());
    return text.data();
}

}  // namespace

std::optional<HubSeen> hub_of(const fs::path& journal) {
    std::error_code failed;
    const fs::path lock = fs::weakly_canonical(journal::Paths{journal}.lock(), failed);
    bool is_unseen = false;
    for (const pid_t pid : processes_named("paraat-hub")) {
        const Holds found = holds(pid, lock);
        if (found == Holds::unseen) is_unseen = true;
        if (found != Holds::yes) continue;
        HubSeen hub;
        hub.pid = pid;
        hub.environment = words_in(folder_of(pid) / "environ");
        hub.arguments = words_in(folder_of(pid) / "cmdline");
        look_into_broker(hub);
        return hub;
    }
    return is_unseen ? std::optional(HubSeen{}) : std::nullopt;
}

std::optional<std::vector<ListeningSocket>> listening_sockets() {
    std::vector<ListeningSocket> found;
    bool is_told = false;
    for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
        std::ifstream lines(table);
        is_told = is_told || lines.is_open();
        std::string number, local, remote, state, rest;
        std::getline(lines, rest);
        while (lines >> number >> local >> remote >> state && std::getline(lines, rest)) {
            const auto colon = local.find(':');
            if (state != listening || colon == std::string::npos) continue;
            found.push_back({address_in(local.substr(0, colon)), std::stoi(local.substr(colon + 1), nullptr, 16)});
        }
    }
    if (!is_told) return std::nullopt;
    return found;
}

int first_port_in(const std::string& configuration) {
    int port = 0;
    std::sscanf(setting_in(configuration, "listener").c_str(), "%d", &port);
    return port;
}

}  // namespace paraat::cli

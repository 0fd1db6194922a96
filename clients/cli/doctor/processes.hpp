#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/doctor/doors.hpp"

// What this machine runs, by /proc; nothing of it is touched.
namespace paraat::cli {

// The hub that has this journal, and its private broker; as far as this user may look into them.
struct HubSeen {
    pid_t pid = 0;                         // 0 = there is a hub, but it may not be looked at: nothing below is known
    std::vector<std::string> environment;  // "NAME=VALUE"; never shown
    std::vector<std::string> arguments;    // of its command line; never shown
    bool has_broker = false;
    bool may_look_into_broker = false;
    std::string broker_configuration;  // its mosquitto.conf
    std::string access_file;           // that it reads now
    std::filesystem::path guard;       // that it loaded; empty = none. " (deleted)" at its end: it was replaced since
};
// Nullopt: no hub runs on it.
std::optional<HubSeen> hub_of(const std::filesystem::path& journal);

// A socket that waits for connections.
struct ListeningSocket {
    std::string address;
    int port = 0;
};
// Nullopt where the system does not tell.
std::optional<std::vector<ListeningSocket>> listening_sockets();

// The port of the first listener in a mosquitto.conf; 0 = there is none.
int first_port_in(const std::string& configuration);

}  // namespace paraat::cli

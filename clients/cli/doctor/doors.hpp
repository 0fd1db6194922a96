#pragma once

#include <optional>

#include "clients/cli/doctor/finding.hpp"
#include "hub/app/hub_config.hpp"
#include "hub/pki/tls_look.hpp"

namespace paraat::cli {

// A port of the configuration on which somebody listens now.
struct OpenPort {
    std::string key;      // "broker.port"
    std::string address;  // "127.0.0.1", "0.0.0.0", "::"
    int port = 0;
    bool is_by_tls = false;

    bool is_on_loopback() const { return address.starts_with("127.") || address == "::1"; }
};

struct DoorFacts {
    app::HubConfig config;
    std::optional<std::vector<OpenPort>> ports;   // nullopt: the system does not tell
    std::optional<bool> takes_nameless;           // the broker lets in who has no login; nullopt: no broker answers
    std::optional<pki::TlsShown> tls;             // by the port for devices, or the site's broker
    std::optional<std::string> broker_version{};  // of the Mosquitto that is installed; nullopt: there is none
};

// Who gets to the broker and the admin page, and by which ways.
Findings check_doors(const DoorFacts& facts);

// Whether a version such as "2.0.11" is that one or later. What cannot be read is not.
bool is_at_least(const std::string& version, const std::string& least);

}  // namespace paraat::cli

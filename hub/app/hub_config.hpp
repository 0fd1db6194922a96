#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/source_issue.hpp"
#include "hub/base/time.hpp"
#include "hub/core/observed.hpp"

namespace paraat::app {

// The largest message of the contract, and the least that a limit may come to: a query has 4 KiB.
inline constexpr std::int64_t message_bytes_most = 64LL << 10;
inline constexpr std::int64_t message_bytes_least = 4LL << 10;

// What the hub is told at its start; each value with where it came from.
struct HubConfig {
    struct Hub {
        std::string node = "hub-1";
        std::string root = "oov";
        std::filesystem::path organisation = "organisation.toml";
        std::filesystem::path partners = "partners.toml";
        std::filesystem::path privacy = "privacy.toml";
        std::filesystem::path devices = "devices.toml";
        std::filesystem::path p2000 = "p2000.toml";
        bool json_twins = true;
        Milliseconds board_interval{200};
    } hub;
    struct Broker {
        std::string address;  // empty = a private broker on this machine
        int port = 1883;      // 0 = any free one, for tests
        int websocket_port = 9001;
        std::string access = "accounts";  // "open" | "accounts"
        std::string client = "mqtt311";   // "mqtt311" | "mqtt5" | "paho"
        std::string username;
        std::string password;
        // Of a site's broker: by TLS, which is whose, and who the hub is. Read for each connection.
        bool tls = false;
        std::filesystem::path ca_file;
        std::filesystem::path cert_file;  // empty = none
        std::filesystem::path key_file;
        // Of the private broker: where it takes clients by TLS.
        int tls_port = 0;                       // 0 = nowhere
        std::string tls_address = "127.0.0.1";  // empty = on every interface
        std::string tls_names;                  // that its certificate carries: "hub.example.nl, 10.0.0.5"
    } broker;
    struct Tak {
        int plain_port = 0;                 // for clients of TAK without TLS; 0 = nowhere
        int tls_port = 0;                   // with a certificate of the site's CA; 0 = nowhere
        std::string address = "127.0.0.1";  // of that port, numeric; empty = on every interface
    } tak;
    struct Access {
        std::filesystem::path directory = "../data/access";  // logins, certificates, claim links; closed to others
    } access;
    struct Journal {
        std::filesystem::path directory = "../data/journal";
        // Room of its disk that stays for what is under way, for timers, the write-back of the log and snapshots.
        std::int64_t keep_free = 256LL << 20;
    } journal;
    struct Admin {
        int port = 8080;
        std::string metrics = "open";  // "open" | "all": whether /metrics counts covert work
    } admin;
    struct Console {
        std::filesystem::path directory = "../build/console";  // its built files
        std::filesystem::path street_map;                      // one file of PMTiles; empty = none
        std::string url;        // under which browsers open it: "https://hub.example.nl"; empty = on this machine
        std::string websocket;  // where they reach the broker; empty = the private broker's port, or its place at url
    } console;
    struct Provision {
        std::string url;  // where phones reach the admin page's /p/: "https://hub.example.nl"; empty = on this machine
    } provision;
    struct Rules {
        std::filesystem::path directory = "rules";
    } rules;
    struct Limits {
        std::int64_t client_rate = 1'000;     // new inputs per second of one client; 0 = no limit
        std::int64_t client_burst = 100'000;  // and at once
        // Bytes of them likewise; 0 = no limit. A burst holds the largest message that there is.
        std::int64_t client_bytes = 4LL << 20;
        std::int64_t client_bytes_burst = 256LL << 20;
        // Bytes of one message: of a unit, of a desk of the organisation, of a partner or whoever is outside.
        std::int64_t device_message = message_bytes_most;
        std::int64_t person_message = message_bytes_most;
        std::int64_t partner_message = message_bytes_most;
        std::int64_t connections = 10'000;  // at once, at each port of a private broker
        std::int64_t beacon_rate = 0;       // beacons per second of all clients together; 0 = as many as come
        core::Leases leases;
    } limits;

    std::map<std::string, std::string> origins;  // "broker.port" -> "default" | "FILE:LINE" | "PARAAT_…" | "--…"
};

struct ConfigReading {
    HubConfig config;
    std::vector<SourceIssue> issues;
};

// Where systemd puts a service's credentials.
inline constexpr const char* credentials_directory = "CREDENTIALS_DIRECTORY";

// Default, then file, then credentials, then environment, then flags ("broker.port" -> "1884"); the last one wins.
// Relative paths of the file are taken from its folder, those of environment and flags from the working directory. An
// environment variable that begins with PARAAT_ and is neither a key's nor one of our commands' is an issue.
ConfigReading read_config(std::string_view text, const std::filesystem::path& file,
                          const std::map<std::string, std::string>& environment,
                          const std::map<std::string, std::string>& flags);

// Two lines per key: what it means, then `broker.port = 1883    # default`; secrets are masked.
std::string print_config(const HubConfig& config);

}  // namespace paraat::app

#include "clients/cli/doctor/doors.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "clients/cli/login.hpp"
#include "hub/app/broker_tls.hpp"

namespace paraat::cli {
namespace {

// Below it a broker is not known to do what decisions 0004 and 0033 rest on.
constexpr const char* broker_version_least = "2.0.11";

bool is_private(const DoorFacts& facts) {
    return facts.config.broker.address.empty();
}

Finding broker_access(const DoorFacts& facts) {
    const std::string check = "broker-access";
    if (is_private(facts) && facts.config.broker.access == "open") {
        return {check, Grade::open, "the broker lets in everybody on this machine, as anybody",
                "set [broker] access = \"accounts\""};
    }
    if (!facts.takes_nameless) {
        if (is_private(facts))
            return {check, Grade::unknown, "the broker is to take who has a login; none answers at the configured port",
                    "look again when it runs"};
        return {check, Grade::unknown, "the broker does not answer, so nobody knows whom it lets in",
                "look again when it runs"};
    }
    if (*facts.takes_nameless) {
        return {check, Grade::open, "the broker lets in who has no login",
                "allow_anonymous false in its mosquitto.conf, and the files of paraat access broker-files"};
    }
    return {check, Grade::ok, "the broker lets in nobody without a login"};
}

// How the hub itself goes to a broker of the site.
Findings broker_line(const DoorFacts& facts) {
    const auto& broker = facts.config.broker;
    if (is_private(facts)) return {};
    if (broker.tls || is_this_machine(broker.address)) {
        return {{"broker-line", Grade::ok, broker.tls ? "the hub speaks TLS to its broker" : "the broker is here"}};
    }
    return {{"broker-line", Grade::open, "the hub speaks to " + broker.address + " without TLS, its password too",
             "set [broker] tls = true and ca_file (docs/tls.md)"}};
}

Findings open_ports(const DoorFacts& facts) {
    if (!facts.ports) return {{"ports", Grade::unknown, "the system does not say who listens", ""}};
    Findings found;
    for (const OpenPort& port : *facts.ports) {
        const std::string where = port.address + ":" + std::to_string(port.port);
        if (port.is_on_loopback() || port.is_by_tls) continue;
        const bool is_admin = port.key == "admin.port";
        found.push_back({"ports", Grade::open, port.key + " is open beyond this machine, without TLS: " + where,
                         is_admin
                             ? "bind it to 127.0.0.1, with a proxy before it (docs/tls.md)"
                             : "listener PORT 127.0.0.1 in mosquitto.conf, and socket_domain ipv4 for websockets"});
    }
    if (found.empty()) {
        found.push_back({"ports", Grade::ok,
                         "ports of the configuration that are open: " + std::to_string(facts.ports->size()) +
                             ", none of them beyond this machine without TLS"});
    }
    return found;
}

Findings tls_shown(const DoorFacts& facts) {
    const auto& broker = facts.config.broker;
    const bool has_port = is_private(facts) ? broker.tls_port != 0 : broker.tls;
    if (!has_port) return {{"tls", Grade::ok, "no port takes clients by TLS"}};
    if (!facts.tls) return {{"tls", Grade::unknown, "nobody speaks TLS there now", "look again when the broker runs"}};
    Findings found;
    if (facts.tls->takes_old) {
        found.push_back({"tls", Grade::open, "the broker takes versions of TLS before 1.2",
                         "tls_version tlsv1.2 in its mosquitto.conf"});
    }
    std::vector<std::string> wanted = {broker.address};
    if (is_private(facts)) wanted = app::names_in(broker.tls_names);
    const auto& hosts = facts.tls->certificate.hosts;
    for (const std::string& name : wanted) {
        if (std::find(hosts.begin(), hosts.end(), name) != hosts.end()) continue;
        found.push_back({"tls", Grade::warn, "the broker's certificate is not for " + name,
                         is_private(facts) ? "the hub makes it anew when it starts" : "give it one of that name"});
    }
    if (found.empty()) found.push_back({"tls", Grade::ok, "TLS 1.2 or later, for the names that clients connect to"});
    return found;
}

Findings pages(const DoorFacts& facts) {
    Findings found;
    if (facts.config.admin.metrics == "all") {
        found.push_back({"metrics", Grade::warn, "/metrics counts covert work, for everybody on this machine",
                         "set [admin] metrics = \"open\", unless all who read it are cleared"});
    } else {
        found.push_back({"metrics", Grade::ok, "/metrics tells nothing that covert work moves"});
    }
    return found;
}

Finding limits(const DoorFacts& facts) {
    std::string off;
    if (facts.config.limits.client_rate == 0) off = "client_rate";
    if (facts.config.limits.client_bytes == 0) off += off.empty() ? "client_bytes" : " and client_bytes";
    if (off.empty()) return {"limits", Grade::ok, "what one client may send is limited"};
    return {"limits", Grade::warn, "[limits] " + off + " are switched off: one client can hold up the others",
            "take them out of the configuration: the defaults are generous"};
}

Finding version(const DoorFacts& facts) {
    const std::string check = "broker-version";
    if (!facts.broker_version) {
        if (!is_private(facts)) return {check, Grade::unknown, "the broker is elsewhere: its version is not known"};
        return {check, Grade::warn, "Mosquitto is not installed here", "apt-get install mosquitto"};
    }
    if (is_at_least(*facts.broker_version, broker_version_least)) {
        return {check, Grade::ok, "Mosquitto " + *facts.broker_version};
    }
    return {check, Grade::warn, "Mosquitto " + *facts.broker_version + " is older than " + broker_version_least,
            "install a newer one"};
}

}  // namespace

bool is_at_least(const std::string& text, const std::string& least) {
    const auto parts_of = [](const std::string& words) {
        std::array<int, 3> parts{-1, 0, 0};
        std::sscanf(words.c_str(), "%d.%d.%d", &parts[0], &parts[1], &parts[2]);
        return parts;
    };
    return parts_of(text) >= parts_of(least);
}

Findings check_doors(const DoorFacts& facts) {
    Findings found = {broker_access(facts)};
    add_all(found, broker_line(facts));
    add_all(found, open_ports(facts));
    add_all(found, tls_shown(facts));
    add_all(found, pages(facts));
    found.push_back(limits(facts));
    found.push_back(version(facts));
    return found;
}

}  // namespace paraat::cli

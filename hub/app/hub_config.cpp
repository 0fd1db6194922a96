#include "hub/app/hub_config.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>

#include "hub/app/broker_tls.hpp"
#include "hub/app/config_keys.hpp"
#include "hub/app/web_address.hpp"
#include "hub/base/amount.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/toml_document.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::app {
namespace {

using Kind = ConfigKey::Kind;

// Variables with our prefix that are not the hub's: of the commands, the build and the tests.
bool is_of_others(const std::string& name) {
    static const std::set<std::string> others = {"PARAAT_AS",     "PARAAT_BIN",           "PARAAT_BUILD",
                                                 "PARAAT_OUTBOX", "PARAAT_PASSWORD_FILE", "PARAAT_SANITIZE"};
    return others.contains(name) || name.starts_with("PARAAT_TEST_");
}

// The nearest variable, or else those that end alike: PARAAT_PORT may be one of several.
std::string suggested_variable(const std::string& name, const std::vector<std::string>& known) {
    if (nearest_word(name, known)) return suggestion_for(name, known);
    std::vector<std::string> alike;
    const std::string tail = name.substr(name.rfind('_'));
    std::copy_if(known.begin(), known.end(), std::back_inserter(alike),
                 [&](const std::string& one) { return one.ends_with(tail); });
    return suggestion_for(name, alike);
}

// "[::1]" for "::1": with a port behind it an address of IPv6 stands in brackets.
std::string in_brackets(const std::string& address) {
    in6_addr numbers{};
    return inet_pton(AF_INET6, address.c_str(), &numbers) == 1 ? "[" + address + "]" : address;
}

class Reading {
public:
    struct Place {
        std::string file;  // or variable, or flag
        int line = 0;
    };

    explicit Reading(ConfigReading& reading) : reading_(reading) {}

    void read_file(TomlDocument& document, const std::filesystem::path& folder) {
        auto root = document.root();
        std::map<std::string, std::optional<TomlDocument::Table>> sections;
        for (const ConfigKey& key : config_keys()) {
            const std::string section = key.name.substr(0, key.name.find('.'));
            if (!sections.contains(section)) sections.emplace(section, root.table(section));
            auto& table = sections.at(section);
            if (table) read_key(*table, key, folder, document.file());
        }
    }

    // Of systemd (systemd.exec(5), LoadCredential=): a file named after the key. A secret is its first line; of a file
    // with a secret it is that file.
    void read_credentials(const std::map<std::string, std::string>& environment) {
        const auto directory = environment.find(credentials_directory);
        if (directory == environment.end() || directory->second.empty()) return;
        for (const ConfigKey& key : config_keys()) {
            const std::filesystem::path file = std::filesystem::path(directory->second) / key.name;
            std::error_code failed;
            if (!key.takes_credential() || !std::filesystem::exists(file, failed)) continue;
            const std::string origin = "$" + std::string(credentials_directory) + "/" + key.name;
            if (key.kind == Kind::secret) take_secret(key, file.string(), origin);
            if (key.kind == Kind::path) take(key, file.string(), origin);
        }
    }

    void read_environment(const std::map<std::string, std::string>& environment) {
        for (const ConfigKey& key : config_keys()) {
            const std::string name = key.environment();
            if (const auto found = environment.find(name); found != environment.end()) take(key, found->second, name);
            const auto file = environment.find(name + "_FILE");
            if (key.kind == Kind::secret && file != environment.end()) take_secret(key, file->second, name + "_FILE");
        }
        for (const auto& [name, value] : environment) {
            if (name != credentials_directory) note_unknown(name);
        }
    }

    void read_flags(const std::map<std::string, std::string>& flags) {
        for (const ConfigKey& key : config_keys()) {
            const auto found = flags.find(key.name);
            if (found == flags.end()) continue;
            take(key, found->second, key.flag());
        }
    }

    std::map<std::string, Place> places;  // of the keys that were set

private:
    void read_key(TomlDocument::Table& table, const ConfigKey& key, const std::filesystem::path& folder,
                  const std::string& file) {
        const std::string name = key.name.substr(key.name.find('.') + 1);
        std::optional<std::string> value;
        if (key.kind == Kind::port) {
            if (const auto port = table.integer(name, 0, 65535)) value = std::to_string(*port);
        } else if (key.kind == Kind::count) {
            if (const auto count = table.integer(name, key.least, key.most)) value = std::to_string(*count);
        } else if (key.kind == Kind::truth) {
            if (const auto truth = table.boolean(name)) value = *truth ? "true" : "false";
        } else {
            value = table.text(name);
        }
        if (!value) return;
        if (const std::string wrong = key.fault(*value); !wrong.empty()) {
            return table.issue(name, "bad_value", key.name + ": " + wrong);
        }
        if (key.kind == Kind::path && !value->empty()) value = (folder / *value).lexically_normal().string();
        set(key, *value, {file, table.line_of(name)});
    }

    void take(const ConfigKey& key, const std::string& value, const std::string& origin) {
        const std::string wrong = key.fault(value);
        if (!wrong.empty()) {
            reading_.issues.push_back({"bad_value", origin, 0, 0, key.name + ": " + wrong, ""});
            return;
        }
        set(key, value, {origin, 0});
    }

    void set(const ConfigKey& key, const std::string& value, Place place) {
        key.set(reading_.config, key.kind == Kind::address ? in_brackets(value) : value);
        const std::string& name = key.stands_for.empty() ? key.name : key.stands_for;
        reading_.config.origins[name] = place.file + (place.line > 0 ? ":" + std::to_string(place.line) : "");
        places[name] = std::move(place);
    }

    void take_secret(const ConfigKey& key, const std::string& path, const std::string& origin) {
        std::ifstream in(path);
        std::string secret;
        if (!in || !std::getline(in, secret)) {
            reading_.issues.push_back({"unreadable", origin, 0, 0, "cannot read " + path, ""});
            return;
        }
        take(key, secret, origin);
    }

    void note_unknown(const std::string& name) {
        std::vector<std::string> known;
        for (const ConfigKey& key : config_keys()) {
            known.push_back(key.environment());
            if (key.kind == Kind::secret) known.push_back(key.environment() + "_FILE");
        }
        if (is_of_others(name) || std::find(known.begin(), known.end(), name) != known.end()) return;
        reading_.issues.push_back(
            {"unknown_key", name, 0, 0, "the environment variable names no key", suggested_variable(name, known)});
    }

    ConfigReading& reading_;
};

bool is_loopback(const std::string& address) {
    in_addr numbers{};
    const bool is_v4 = inet_pton(AF_INET, address.c_str(), &numbers) == 1;  // a name may begin with "127." too
    return address.empty() || address == "localhost" || address == "[::1]" || (is_v4 && address.starts_with("127."));
}

using Issue =
    std::function<void(const std::string& key, std::string code, std::string message, std::string suggestion)>;

// The listener of the private broker.
void check_tls_listener(const HubConfig::Broker& broker, const Issue& issue) {
    if (broker.tls_port == 0) return;
    const bool is_local = is_loopback(broker.tls_address) && !broker.tls_address.empty();
    if (!broker.address.empty()) {
        issue(
            "broker.tls_port", "tls_of_another_broker",
            "broker.tls_port is the private broker's; the one at " + broker.address + " has a configuration of its own",
            "");
    }
    if (broker.access == "open" && !is_local) {
        issue("broker.tls_address", "open_beyond_loopback",
              "access = \"open\" is for the loopback address only; broker.tls_address is not",
              "set access = \"accounts\"");
    }
    if (!is_local && names_in(broker.tls_names).empty()) {
        issue("broker.tls_names", "no_tls_names",
              "broker.tls_names is empty: no device would find the broker's name in "
              "its certificate",
              "name the host, e.g. \"hub.example.nl\"");
    }
    for (const std::string& name : names_in(broker.tls_names)) {
        if (!pki::is_host(name))
            issue("broker.tls_names", "bad_value", "\"" + shortened(name) + "\" is no host name or address", "");
    }
}

void check_tls(const HubConfig::Broker& broker, const Issue& issue) {
    check_tls_listener(broker, issue);
    if (!broker.tls) return;
    if (broker.address.empty()) {
        issue("broker.tls", "tls_without_broker", "broker.tls is for a site's broker, and broker.address is empty", "");
    }
    if (broker.ca_file.empty()) {
        issue("broker.ca_file", "no_ca_file", "broker.tls needs broker.ca_file: whose broker it trusts", "");
    }
    if (broker.cert_file.empty() != broker.key_file.empty()) {
        issue("broker.cert_file", "half_an_identity", "broker.cert_file and broker.key_file go together", "");
    }
}

// Where clients of TAK are taken.
void check_tak(const HubConfig& config, const Issue& issue) {
    if (config.tak.plain_port != 0 && config.broker.access != "open") {
        issue("tak.plain_port", "open_beyond_accounts",
              "tak.plain_port asks for no certificate, so it is for access = \"open\" alone", "use tak.tls_port");
    }
    if (config.tak.tls_port == 0) return;
    in_addr numbers{};
    const std::string& address = config.tak.address;
    if (!address.empty() && inet_pton(AF_INET, address.c_str(), &numbers) != 1) {
        issue("tak.address", "bad_value", "tak.address is an address of IPv4, as \"10.0.0.5\", or empty", "");
        return;
    }
    const bool is_local = is_loopback(address) && !address.empty();
    if (!is_local && names_in(config.broker.tls_names).empty()) {
        issue("broker.tls_names", "no_tls_names",
              "broker.tls_names is empty: no client of TAK would find the hub's name in its certificate",
              "name the host, e.g. \"hub.example.nl\"");
    }
}

// Where browsers open the console, and reach the broker.
void check_console(const HubConfig& config, const Issue& issue) {
    const auto site = parse_web_address(config.console.url);
    if (!config.console.url.empty() && (!site || site->scheme != "https" || !site->path.empty())) {
        issue(
            "console.url", "bad_value",
            "console.url is \"https://\" and a host in small letters, without a slash at its end: people log in there",
            "\"https://hub.example.nl\"");
    }
    if (config.console.websocket.empty()) return;
    const auto broker = parse_web_address(config.console.websocket);
    const bool is_local = broker && is_loopback(broker->host);
    if (!broker || (broker->scheme != "wss" && !(broker->scheme == "ws" && is_local))) {
        issue("console.websocket", "bad_value",
              "console.websocket is \"wss://\", a host in small letters and a path, or \"ws://\" on this machine: "
              "passwords go there",
              "\"wss://hub.example.nl/mqtt\"");
    }
}

// What each value allows and the other forbids.
void check_together(const HubConfig& config, const std::map<std::string, Reading::Place>& places,
                    std::vector<SourceIssue>& issues) {
    const auto issue = [&](const std::string& key, std::string code, std::string message, std::string suggestion = {}) {
        const auto place = places.find(key);
        const Reading::Place at = place == places.end() ? Reading::Place{} : place->second;
        issues.push_back({std::move(code), at.file, at.line, 0, std::move(message), std::move(suggestion)});
    };
    const HubConfig::Broker& broker = config.broker;
    if (broker.access == "open" && !is_loopback(broker.address)) {
        issue("broker.address", "open_beyond_loopback",
              "access = \"open\" is for the loopback address only; " + broker.address + " is not",
              "set access = \"accounts\" with a username");
    }
    check_tls(broker, issue);
    check_tak(config, issue);
    check_console(config, issue);
    const std::string& url = config.provision.url;
    if (!url.empty() && (!url.starts_with("https://") || url.ends_with("/"))) {
        issue("provision.url", "bad_value",
              "provision.url is \"https://\" and a host, without a slash at its end: what it gives out is secret");
    }
    const core::Leases& leases = config.limits.leases;
    if (leases.lost_after <= leases.late_after) {
        issue(places.contains("limits.lost_after") ? "limits.lost_after" : "limits.late_after", "lost_before_late",
              "limits.lost_after (" + duration_text(leases.lost_after) + ") is not longer than limits.late_after (" +
                  duration_text(leases.late_after) + ")",
              "a silent client is late first, then lost: set a longer lost_after");
    }
    // Ports on this machine; 0 is another one each time.
    std::vector<std::pair<std::string, int>> ports = {{"admin.port", config.admin.port}};
    if (is_loopback(broker.address)) ports.emplace_back("broker.port", broker.port);
    if (broker.address.empty()) ports.emplace_back("broker.websocket_port", broker.websocket_port);
    if (broker.address.empty()) ports.emplace_back("broker.tls_port", broker.tls_port);
    ports.emplace_back("tak.plain_port", config.tak.plain_port);
    ports.emplace_back("tak.tls_port", config.tak.tls_port);
    for (std::size_t i = 0; i < ports.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (ports[i].second == 0 || ports[i].second != ports[j].second) continue;
            const bool is_set = places.contains(ports[i].first);
            issue(is_set ? ports[i].first : ports[j].first, "port_twice",
                  ports[j].first + " and " + ports[i].first + " are both " + std::to_string(ports[i].second));
        }
    }
}

}  // namespace

ConfigReading read_config(std::string_view text, const std::filesystem::path& file,
                          const std::map<std::string, std::string>& environment,
                          const std::map<std::string, std::string>& flags) {
    ConfigReading reading;
    const std::filesystem::path folder = file.parent_path();
    for (std::filesystem::path* path :
         {&reading.config.hub.organisation, &reading.config.hub.partners, &reading.config.hub.privacy,
          &reading.config.hub.devices, &reading.config.hub.p2000, &reading.config.access.directory,
          &reading.config.journal.directory, &reading.config.console.directory, &reading.config.rules.directory}) {
        *path = (folder / *path).lexically_normal();
    }
    TomlDocument document(text, file.string());
    Reading reader(reading);
    reader.read_file(document, folder);
    std::vector<SourceIssue> of_file = document.take_issues();
    reader.read_credentials(environment);
    reader.read_environment(environment);
    reader.read_flags(flags);
    reading.issues.insert(reading.issues.begin(), of_file.begin(), of_file.end());
    check_together(reading.config, reader.places, reading.issues);
    return reading;
}

std::string print_config(const HubConfig& config) {
    std::ostringstream out;
    for (const ConfigKey& key : config_keys()) {
        if (!key.stands_for.empty()) continue;
        std::string value = key.get(config);
        if (key.kind == Kind::secret && !value.empty()) value = "********";
        const auto origin = config.origins.find(key.name);
        out << "# " << key.help() << "\n"
            << key.name << " = " << value << "    # " << (origin == config.origins.end() ? "default" : origin->second)
            << "\n";
    }
    return out.str();
}

}  // namespace paraat::app

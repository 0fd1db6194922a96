#include "hub/app/config_keys.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "hub/base/amount.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/plain_name.hpp"

namespace paraat::app {
namespace {

using Kind = ConfigKey::Kind;

constexpr Milliseconds interval_least{50};
constexpr Milliseconds interval_most{5'000};

std::optional<int> port_of(const std::string& text) {
    int port = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool is_port = error == std::errc{} && end == text.data() + text.size() && port >= 0 && port <= 65535;
    return is_port ? std::optional(port) : std::nullopt;
}

ConfigKey text_key(std::string name, Kind kind, std::string meaning, std::string& (*member)(HubConfig&)) {
    return {std::move(name), kind, std::move(meaning),
            [member](HubConfig& config, const std::string& value) { member(config) = value; },
            [member](const HubConfig& config) { return member(const_cast<HubConfig&>(config)); }};
}
ConfigKey path_key(std::string name, std::string meaning, std::filesystem::path& (*member)(HubConfig&)) {
    return {std::move(name), Kind::path, std::move(meaning),
            [member](HubConfig& config, const std::string& value) { member(config) = value; },
            [member](const HubConfig& config) { return member(const_cast<HubConfig&>(config)).string(); }};
}
ConfigKey port_key(std::string name, std::string meaning, int& (*member)(HubConfig&)) {
    return {std::move(name), Kind::port, std::move(meaning),
            [member](HubConfig& config, const std::string& value) { member(config) = port_of(value).value_or(0); },
            [member](const HubConfig& config) { return std::to_string(member(const_cast<HubConfig&>(config))); }};
}

std::vector<ConfigKey> make_keys() {
    std::vector<ConfigKey> all = {
        text_key("hub.node", Kind::name, "name of this hub in topics and connections",
                 [](HubConfig& c) -> std::string& { return c.hub.node; }),
        text_key("hub.root", Kind::name, "first level of all topics",
                 [](HubConfig& c) -> std::string& { return c.hub.root; }),
        path_key("hub.organisation", "file of the organisation",
                 [](HubConfig& c) -> std::filesystem::path& { return c.hub.organisation; }),
        {"hub.json_twins", Kind::truth, "whether each topic that the hub writes has a JSON twin",
         [](HubConfig& c, const std::string& value) { c.hub.json_twins = value == "true"; },
         [](const HubConfig& c) { return std::string(c.hub.json_twins ? "true" : "false"); }},
        {"hub.board_interval", Kind::interval, "shortest time between two writings of a board",
         [](HubConfig& c, const std::string& value) {
             c.hub.board_interval = parse_duration(value).value_or(interval_least);
         },
         [](const HubConfig& c) { return std::to_string(c.hub.board_interval.count()) + "ms"; }},
        text_key("broker.address", Kind::address, "host of the broker, or empty for a private broker on this machine",
                 [](HubConfig& c) -> std::string& { return c.broker.address; }),
        text_key("broker.host", Kind::address, "another name of broker.address",
                 [](HubConfig& c) -> std::string& { return c.broker.address; }),
        port_key("broker.port", "port of the broker, or 0 for any free one",
                 [](HubConfig& c) -> int& { return c.broker.port; }),
        port_key("broker.websocket_port", "port of a private broker for browsers, or 0 for any free one",
                 [](HubConfig& c) -> int& { return c.broker.websocket_port; }),
        text_key("broker.access", Kind::access,
                 "who may connect: with no passwords, on the loopback address only, or with accounts",
                 [](HubConfig& c) -> std::string& { return c.broker.access; }),
        text_key("broker.username", Kind::text, "account of the hub at the broker",
                 [](HubConfig& c) -> std::string& { return c.broker.username; }),
        text_key("broker.password", Kind::secret, "its password, or PARAAT_BROKER_PASSWORD_FILE names a file with it",
                 [](HubConfig& c) -> std::string& { return c.broker.password; }),
        path_key("journal.directory", "folder of the journal",
                 [](HubConfig& c) -> std::filesystem::path& { return c.journal.directory; }),
        port_key("admin.port", "port on 127.0.0.1 of /healthz, /readyz and /metrics, or 0 for any free one",
                 [](HubConfig& c) -> int& { return c.admin.port; }),
        path_key("rules.directory", "folder of the rule files",
                 [](HubConfig& c) -> std::filesystem::path& { return c.rules.directory; })};
    for (ConfigKey& key : all) {
        if (key.name == "broker.host") key.stands_for = "broker.address";
    }
    return all;
}

}  // namespace

std::string ConfigKey::flag() const {
    std::string flag = "--" + name;
    for (char& c : flag) c = c == '.' || c == '_' ? '-' : c;
    return flag;
}

std::string ConfigKey::environment() const {
    std::string variable = "PARAAT_";
    for (const char c : name) variable += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return variable;
}

std::string ConfigKey::values() const {
    switch (kind) {
        case Kind::text:
        case Kind::secret: return "a text";
        case Kind::address: return "a name, or an address of IPv4 or IPv6";
        case Kind::path: return "a path";
        case Kind::port: return "0 to 65535";
        case Kind::truth: return "true or false";
        case Kind::interval: return "50ms to 5s";
        case Kind::access: return "open or accounts";
        case Kind::name: return "at most 32 of a-z, 0-9 and -";
    }
    return {};
}

std::string ConfigKey::help() const {
    const std::string usual = get(HubConfig{});
    return meaning + "; " + values() + " (" + environment() + ", default " + (usual.empty() ? "empty" : usual) + ")";
}

std::string ConfigKey::fault(const std::string& value) const {
    switch (kind) {
        case Kind::text:
        case Kind::address:
        case Kind::secret: return {};
        case Kind::path: return value.empty() ? "a path is not empty" : "";
        case Kind::port: return port_of(value) ? "" : "a port is 0 to 65535, not \"" + value + "\"";
        case Kind::truth: return value == "true" || value == "false" ? "" : "it is true or false";
        case Kind::interval: {
            const auto span = parse_duration(value);
            if (!span) return "it is a time span like \"200ms\" or \"5s\", not \"" + value + "\"";
            return *span < interval_least || *span > interval_most ? "it is 50ms to 5s, not " + value : "";
        }
        case Kind::access:
            return value == "open" || value == "accounts"
                       ? ""
                       : "access is \"open\" or \"accounts\"" + did_you_mean(value, {"open", "accounts"});
        case Kind::name: return is_plain_name(value) ? "" : no_plain_name(value);
    }
    return {};
}

const std::vector<ConfigKey>& config_keys() {
    static const std::vector<ConfigKey> all = make_keys();
    return all;
}

}  // namespace paraat::app

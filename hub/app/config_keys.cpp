#include "hub/app/config_keys.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "hub/base/amount.hpp"
#include "hub/base/nearest_word.hpp"
#include "hub/base/plain_name.hpp"

namespace paraat::app {
namespace {

using namespace std::chrono_literals;
using Kind = ConfigKey::Kind;

constexpr int port_most = 65535;
constexpr std::int64_t count_most = 1'000'000'000;
constexpr std::int64_t bytes_most = 1LL << 40;

std::optional<std::int64_t> whole_of(const std::string& text, std::int64_t least, std::int64_t most) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    return is_whole && number >= least && number <= most ? std::optional(number) : std::nullopt;
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
            [member](HubConfig& config, const std::string& value) {
                member(config) = static_cast<int>(whole_of(value, 0, port_most).value_or(0));
            },
            [member](const HubConfig& config) { return std::to_string(member(const_cast<HubConfig&>(config))); }};
}
ConfigKey count_key(std::string name, std::string meaning, std::int64_t least, std::int64_t& (*member)(HubConfig&)) {
    return {std::move(name),
            Kind::count,
            std::move(meaning),
            [member, least](HubConfig& config, const std::string& value) {
                member(config) = whole_of(value, least, count_most).value_or(least);
            },
            [member](const HubConfig& config) { return std::to_string(member(const_cast<HubConfig&>(config))); },
            {},
            least,
            count_most};
}
ConfigKey span_key(std::string name, std::string meaning, Milliseconds least, Milliseconds most,
                   Milliseconds& (*member)(HubConfig&)) {
    return {std::move(name),
            Kind::span,
            std::move(meaning),
            [member, least](HubConfig& config, const std::string& value) {
                member(config) = parse_duration(value).value_or(least);
            },
            [member](const HubConfig& config) { return duration_text(member(const_cast<HubConfig&>(config))); },
            {},
            least.count(),
            most.count()};
}

ConfigKey size_key(std::string name, std::string meaning, std::int64_t least, std::int64_t most,
                   std::int64_t& (*member)(HubConfig&)) {
    return {std::move(name),
            Kind::size,
            std::move(meaning),
            [member, least](HubConfig& config, const std::string& value) {
                member(config) = parse_size(value).value_or(least);
            },
            [member](const HubConfig& config) { return size_text(member(const_cast<HubConfig&>(config))); },
            {},
            least,
            most};
}

ConfigKey choice_key(std::string name, std::string meaning, std::vector<std::string> choices,
                     std::string& (*member)(HubConfig&)) {
    ConfigKey key = text_key(std::move(name), Kind::choice, std::move(meaning), member);
    key.choices = std::move(choices);
    return key;
}

// "open or accounts"
std::string either(const std::vector<std::string>& choices, const std::string& around = "") {
    std::string text;
    for (std::size_t index = 0; index < choices.size(); ++index) {
        if (index > 0) text += index + 1 == choices.size() ? " or " : ", ";
        text += around + choices[index] + around;
    }
    return text;
}

std::vector<ConfigKey> make_keys() {
    std::vector<ConfigKey> all = {
        text_key("hub.node", Kind::name, "name of this hub in topics and connections",
                 [](HubConfig& c) -> std::string& { return c.hub.node; }),
        text_key("hub.root", Kind::name, "first level of all topics",
                 [](HubConfig& c) -> std::string& { return c.hub.root; }),
        path_key("hub.organisation", "file of the organisation",
                 [](HubConfig& c) -> std::filesystem::path& { return c.hub.organisation; }),
        path_key("hub.partners", "file of the agreements with partners; without it nobody outside gets anything",
                 [](HubConfig& c) -> std::filesystem::path& { return c.hub.partners; }),
        path_key("hub.privacy",
                 "file of how long records are kept, and by which law; without it the shipped terms hold",
                 [](HubConfig& c) -> std::filesystem::path& { return c.hub.privacy; }),
        path_key(
            "hub.devices",
            "file of the phones and radios that speak formats of their own; without it those of the accounts' names",
            [](HubConfig& c) -> std::filesystem::path& { return c.hub.devices; }),
        path_key("hub.p2000", "file of what dispatchers write on pagers; without it lines of pagers are not read",
                 [](HubConfig& c) -> std::filesystem::path& { return c.hub.p2000; }),
        {"hub.json_twins", Kind::truth, "whether each topic that the hub writes has a JSON twin",
         [](HubConfig& c, const std::string& value) { c.hub.json_twins = value == "true"; },
         [](const HubConfig& c) { return std::string(c.hub.json_twins ? "true" : "false"); }},
        span_key("hub.board_interval", "shortest time between two writings of a board", 50ms, 5s,
                 [](HubConfig& c) -> Milliseconds& { return c.hub.board_interval; }),
        text_key("broker.address", Kind::address, "host of the broker, or empty for a private broker on this machine",
                 [](HubConfig& c) -> std::string& { return c.broker.address; }),
        text_key("broker.host", Kind::address, "another name of broker.address",
                 [](HubConfig& c) -> std::string& { return c.broker.address; }),
        port_key("broker.port", "port of the broker, or 0 for any free one",
                 [](HubConfig& c) -> int& { return c.broker.port; }),
        port_key("broker.websocket_port", "port of a private broker for browsers, or 0 for any free one",
                 [](HubConfig& c) -> int& { return c.broker.websocket_port; }),
        choice_key("broker.access",
                   "who may connect: those with a login, or everybody as anybody, on the loopback address only",
                   {"open", "accounts"}, [](HubConfig& c) -> std::string& { return c.broker.access; }),
        choice_key("broker.client", "who speaks MQTT: the hub's own client in version 3.1.1 or 5, or Eclipse Paho",
                   {"mqtt311", "mqtt5", "paho"}, [](HubConfig& c) -> std::string& { return c.broker.client; }),
        text_key("broker.username", Kind::text, "account of the hub at the broker",
                 [](HubConfig& c) -> std::string& { return c.broker.username; }),
        text_key("broker.password", Kind::secret, "its password, or PARAAT_BROKER_PASSWORD_FILE names a file with it",
                 [](HubConfig& c) -> std::string& { return c.broker.password; }),
        {"broker.tls", Kind::truth, "whether the hub connects to a site's broker by TLS",
         [](HubConfig& c, const std::string& value) { c.broker.tls = value == "true"; },
         [](const HubConfig& c) { return std::string(c.broker.tls ? "true" : "false"); }},
        path_key("broker.ca_file", "certificate of the CA whose broker is trusted, and no other, in PEM",
                 [](HubConfig& c) -> std::filesystem::path& { return c.broker.ca_file; }),
        path_key("broker.cert_file", "the hub's own certificate for it, where it asks for one, in PEM",
                 [](HubConfig& c) -> std::filesystem::path& { return c.broker.cert_file; }),
        path_key("broker.key_file", "the key of broker.cert_file, in PEM",
                 [](HubConfig& c) -> std::filesystem::path& { return c.broker.key_file; }),
        port_key("broker.tls_port", "port where a private broker takes devices by TLS, or 0 for none",
                 [](HubConfig& c) -> int& { return c.broker.tls_port; }),
        text_key("broker.tls_address", Kind::text, "address of that port, or empty for every interface",
                 [](HubConfig& c) -> std::string& { return c.broker.tls_address; }),
        text_key("broker.tls_names", Kind::text, "names and addresses that devices connect to, with commas between",
                 [](HubConfig& c) -> std::string& { return c.broker.tls_names; }),
        port_key("tak.plain_port",
                 "port where clients of TAK are taken without TLS, by an open broker only, or 0 for none",
                 [](HubConfig& c) -> int& { return c.tak.plain_port; }),
        port_key("tak.tls_port", "port where clients of TAK are taken by TLS, or 0 for none",
                 [](HubConfig& c) -> int& { return c.tak.tls_port; }),
        text_key("tak.address", Kind::text, "address of that port, or empty for every interface of both families",
                 [](HubConfig& c) -> std::string& { return c.tak.address; }),
        path_key("access.directory", "folder of who may connect, closed to others: logins, certificates, claim links",
                 [](HubConfig& c) -> std::filesystem::path& { return c.access.directory; }),
        path_key("journal.directory", "folder of the journal",
                 [](HubConfig& c) -> std::filesystem::path& { return c.journal.directory; }),
        size_key("journal.keep_free", "room on the journal's disk below which the hub takes no new input", 0, INT64_MAX,
                 [](HubConfig& c) -> std::int64_t& { return c.journal.keep_free; }),
        port_key("admin.port",
                 "port on 127.0.0.1 of the console, /healthz, /readyz and /metrics, or 0 for any free one",
                 [](HubConfig& c) -> int& { return c.admin.port; }),
        text_key("provision.url", Kind::text, "where phones open claim links, or empty for this machine alone",
                 [](HubConfig& c) -> std::string& { return c.provision.url; }),
        choice_key("admin.metrics",
                   "what /metrics tells: what everybody may know, or all, by which a reader sees how much covert work "
                   "there is",
                   {"open", "all"}, [](HubConfig& c) -> std::string& { return c.admin.metrics; }),
        path_key("console.directory", "folder of the operators' page as it was built",
                 [](HubConfig& c) -> std::filesystem::path& { return c.console.directory; }),
        path_key("console.street_map", "a file of PMTiles with the streets of the console's map, or empty for none",
                 [](HubConfig& c) -> std::filesystem::path& { return c.console.street_map; }),
        text_key("console.url", Kind::text,
                 "where browsers of other machines open the console, by a proxy, or empty for this machine alone",
                 [](HubConfig& c) -> std::string& { return c.console.url; }),
        text_key("console.websocket", Kind::text,
                 "where those browsers reach the broker, or empty for /mqtt at console.url",
                 [](HubConfig& c) -> std::string& { return c.console.websocket; }),
        path_key("rules.directory", "folder of the rule files",
                 [](HubConfig& c) -> std::filesystem::path& { return c.rules.directory; }),
        count_key("limits.client_rate", "new inputs per second that one client may send on and on, or 0 for no limit",
                  0, [](HubConfig& c) -> std::int64_t& { return c.limits.client_rate; }),
        count_key("limits.client_burst", "new inputs that one client may send at once, after a rest", 1,
                  [](HubConfig& c) -> std::int64_t& { return c.limits.client_burst; }),
        size_key("limits.client_bytes",
                 "bytes per second of them that one client may send on and on, or 0B for no limit", 0, bytes_most,
                 [](HubConfig& c) -> std::int64_t& { return c.limits.client_bytes; }),
        size_key("limits.client_bytes_burst", "bytes of them that one client may send at once, after a rest",
                 message_bytes_most, bytes_most,
                 [](HubConfig& c) -> std::int64_t& { return c.limits.client_bytes_burst; }),
        size_key("limits.device_message", "the largest message of a unit", message_bytes_least, message_bytes_most,
                 [](HubConfig& c) -> std::int64_t& { return c.limits.device_message; }),
        size_key("limits.person_message", "the largest message of a desk of the organisation", message_bytes_least,
                 message_bytes_most, [](HubConfig& c) -> std::int64_t& { return c.limits.person_message; }),
        size_key("limits.partner_message", "the largest message of a partner, and of whoever is outside",
                 message_bytes_least, message_bytes_most,
                 [](HubConfig& c) -> std::int64_t& { return c.limits.partner_message; }),
        count_key("limits.connections", "clients that are connected at once, at each port of a private broker", 10,
                  [](HubConfig& c) -> std::int64_t& { return c.limits.connections; }),
        count_key("limits.beacon_rate",
                  "beacons per second that are taken, of all clients together, or 0 for as many as come", 0,
                  [](HubConfig& c) -> std::int64_t& { return c.limits.beacon_rate; }),
        span_key("limits.late_after", "silence after which a client is late", 1s, 24h,
                 [](HubConfig& c) -> Milliseconds& { return c.limits.leases.late_after; }),
        span_key("limits.lost_after", "silence after which it is lost, longer than limits.late_after", 1s, 24h,
                 [](HubConfig& c) -> Milliseconds& { return c.limits.leases.lost_after; })};
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

bool ConfigKey::takes_credential() const {
    return kind == Kind::secret || (kind == Kind::path && name.ends_with("key_file"));
}

std::string ConfigKey::values() const {
    switch (kind) {
        case Kind::text:
        case Kind::secret: return "a text";
        case Kind::address: return "a name, or an address of IPv4 or IPv6";
        case Kind::path: return "a path";
        case Kind::port: return "0 to 65535";
        case Kind::truth: return "true or false";
        case Kind::span: return duration_text(Milliseconds{least}) + " to " + duration_text(Milliseconds{most});
        case Kind::count: return std::to_string(least) + " to " + std::to_string(most);
        case Kind::size:
            return most == INT64_MAX ? "a size in B, KiB, MiB, GiB or TiB"
                                     : size_text(least) + " to " + size_text(most);
        case Kind::choice: return either(choices);
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
        // Empty only where that is what it is unsaid.
        case Kind::path: return value.empty() && !get(HubConfig{}).empty() ? "a path is not empty" : "";
        case Kind::port: return whole_of(value, 0, port_most) ? "" : "a port is 0 to 65535, not \"" + value + "\"";
        case Kind::truth: return value == "true" || value == "false" ? "" : "it is true or false";
        case Kind::span: {
            const auto span = parse_duration(value);
            if (!span) return "it is a time span like \"200ms\" or \"5s\", not \"" + value + "\"";
            return span->count() < least || span->count() > most ? "it is " + values() + ", not " + value : "";
        }
        case Kind::count: return whole_of(value, least, most) ? "" : "it is " + values() + ", not \"" + value + "\"";
        case Kind::size: {
            const auto size = parse_size(value);
            if (!size) return "it is a size like \"256MiB\", in B, KiB, MiB, GiB or TiB, not \"" + value + "\"";
            return *size < least || *size > most ? "it is " + values() + ", not " + value : "";
        }
        case Kind::choice:
            return std::count(choices.begin(), choices.end(), value) > 0
                       ? ""
                       : name.substr(name.find('.') + 1) + " is " + either(choices, "\"") +
                             did_you_mean(value, choices);
        case Kind::name: return is_plain_name(value) ? "" : no_plain_name(value);
    }
    return {};
}

const std::vector<ConfigKey>& config_keys() {
    static const std::vector<ConfigKey> all = make_keys();
    return all;
}

}  // namespace paraat::app

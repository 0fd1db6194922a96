#include "hub/app/hub_config.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <functional>
#include <sstream>

#include "hub/base/nearest_word.hpp"
#include "hub/base/toml_document.hpp"

namespace paraat::app {
namespace {

enum class Kind { text, path, port, truth, duration, access, secret, name };

// One key: how it is written and where it goes.
struct Key {
    std::string name;  // "broker.port"
    Kind kind = Kind::text;
    std::function<void(HubConfig&, const std::string&)> set;  // a value that was checked
    std::function<std::string(const HubConfig&)> get;
};

int number(const std::string& text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Key text_key(std::string name, Kind kind, std::string& (*member)(HubConfig&)) {
    return {std::move(name), kind, [member](HubConfig& config, const std::string& value) { member(config) = value; },
            [member](const HubConfig& config) { return member(const_cast<HubConfig&>(config)); }};
}
Key path_key(std::string name, std::filesystem::path& (*member)(HubConfig&)) {
    return {std::move(name), Kind::path,
            [member](HubConfig& config, const std::string& value) { member(config) = value; },
            [member](const HubConfig& config) { return member(const_cast<HubConfig&>(config)).string(); }};
}
Key port_key(std::string name, int& (*member)(HubConfig&)) {
    return {std::move(name), Kind::port,
            [member](HubConfig& config, const std::string& value) { member(config) = number(value); },
            [member](const HubConfig& config) { return std::to_string(member(const_cast<HubConfig&>(config))); }};
}

const std::vector<Key>& keys() {
    static const std::vector<Key> all = {
        text_key("hub.node", Kind::name, [](HubConfig& c) -> std::string& { return c.hub.node; }),
        text_key("hub.root", Kind::name, [](HubConfig& c) -> std::string& { return c.hub.root; }),
        path_key("hub.organisation", [](HubConfig& c) -> std::filesystem::path& { return c.hub.organisation; }),
        {"hub.json_twins", Kind::truth,
         [](HubConfig& c, const std::string& value) { c.hub.json_twins = value == "true"; },
         [](const HubConfig& c) { return std::string(c.hub.json_twins ? "true" : "false"); }},
        {"hub.board_interval", Kind::duration,
         [](HubConfig& c, const std::string& value) { c.hub.board_interval = *parse_duration(value); },
         [](const HubConfig& c) { return std::to_string(c.hub.board_interval.count()) + "ms"; }},
        text_key("broker.address", Kind::text, [](HubConfig& c) -> std::string& { return c.broker.address; }),
        text_key("broker.host", Kind::text, [](HubConfig& c) -> std::string& { return c.broker.address; }),
        port_key("broker.port", [](HubConfig& c) -> int& { return c.broker.port; }),
        port_key("broker.websocket_port", [](HubConfig& c) -> int& { return c.broker.websocket_port; }),
        text_key("broker.access", Kind::access, [](HubConfig& c) -> std::string& { return c.broker.access; }),
        text_key("broker.username", Kind::text, [](HubConfig& c) -> std::string& { return c.broker.username; }),
        text_key("broker.password", Kind::secret, [](HubConfig& c) -> std::string& { return c.broker.password; }),
        path_key("journal.directory", [](HubConfig& c) -> std::filesystem::path& { return c.journal.directory; }),
        port_key("admin.port", [](HubConfig& c) -> int& { return c.admin.port; }),
        path_key("rules.directory", [](HubConfig& c) -> std::filesystem::path& { return c.rules.directory; })};
    return all;
}

std::string environment_name(const std::string& key) {
    std::string name = "PARAAT_";
    for (const char c : key) name += c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return name;
}

// What is wrong with a value; empty when nothing is.
std::string fault(const Key& key, const std::string& value) {
    switch (key.kind) {
        case Kind::text:
        case Kind::secret: return {};
        case Kind::path: return value.empty() ? "a path is not empty" : "";
        case Kind::port: {
            int port = -1;
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), port);
            const bool is_port =
                error == std::errc{} && end == value.data() + value.size() && port >= 0 && port <= 65535;
            return is_port ? "" : "a port is 0 to 65535, not \"" + value + "\"";
        }
        case Kind::truth: return value == "true" || value == "false" ? "" : "it is true or false";
        case Kind::duration:
            return parse_duration(value) ? "" : "it is a time span like \"200ms\" or \"5s\", not \"" + value + "\"";
        case Kind::access:
            return value == "open" || value == "accounts"
                       ? ""
                       : "access is \"open\" or \"accounts\"" + did_you_mean(value, {"open", "accounts"});
        case Kind::name: {
            const bool is_name =
                !value.empty() && value.size() <= 32 && std::all_of(value.begin(), value.end(), [](char c) {
                    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                });
            return is_name ? "" : "\"" + value + "\" is no name: at most 32 of a-z, 0-9 and -";
        }
    }
    return {};
}

class Reading {
public:
    explicit Reading(ConfigReading& reading) : reading_(reading) {}

    void read_file(TomlDocument& document, const std::filesystem::path& folder) {
        auto root = document.root();
        std::map<std::string, std::optional<TomlDocument::Table>> sections;
        for (const Key& key : keys()) {
            const std::string section = key.name.substr(0, key.name.find('.'));
            if (!sections.contains(section)) sections.emplace(section, root.table(section));
            auto& table = sections.at(section);
            if (table) read_key(*table, key, folder, document.file());
        }
    }

    void read_environment(const std::map<std::string, std::string>& environment) {
        for (const Key& key : keys()) {
            const std::string name = environment_name(key.name);
            if (const auto found = environment.find(name); found != environment.end()) take(key, found->second, name);
            const auto file = environment.find(name + "_FILE");
            if (key.kind == Kind::secret && file != environment.end()) take_secret(key, file->second, name + "_FILE");
        }
        for (const auto& [name, value] : environment) note_unknown(name);
    }

    void read_flags(const std::map<std::string, std::string>& flags) {
        for (const Key& key : keys()) {
            const auto found = flags.find(key.name);
            if (found == flags.end()) continue;
            std::string flag = "--" + key.name;
            std::replace(flag.begin(), flag.end(), '.', '-');
            std::replace(flag.begin(), flag.end(), '_', '-');
            take(key, found->second, flag);
        }
    }

private:
    void read_key(TomlDocument::Table& table, const Key& key, const std::filesystem::path& folder,
                  const std::string& file) {
        const std::string name = key.name.substr(key.name.find('.') + 1);
        std::optional<std::string> value;
        if (key.kind == Kind::port) {
            if (const auto port = table.integer(name, 0, 65535)) value = std::to_string(*port);
        } else if (key.kind == Kind::truth) {
            if (const auto truth = table.boolean(name)) value = *truth ? "true" : "false";
        } else {
            value = table.text(name);
        }
        if (!value) return;
        if (const std::string wrong = fault(key, *value); !wrong.empty()) {
            return table.issue(name, "bad_value", key.name + ": " + wrong);
        }
        if (key.kind == Kind::path) value = (folder / *value).lexically_normal().string();
        key.set(reading_.config, *value);
        reading_.config.origins[key.name] = file + ":" + std::to_string(table.line_of(name));
    }

    void take(const Key& key, const std::string& value, const std::string& origin) {
        const std::string wrong = fault(key, value);
        if (!wrong.empty()) {
            reading_.issues.push_back({"bad_value", origin, 0, 0, key.name + ": " + wrong, ""});
            return;
        }
        key.set(reading_.config, value);
        reading_.config.origins[key.name] = origin;
    }

    void take_secret(const Key& key, const std::string& path, const std::string& origin) {
        std::ifstream in(path);
        std::string secret;
        if (!in || !std::getline(in, secret)) {
            reading_.issues.push_back({"unreadable", origin, 0, 0, "cannot read " + path, ""});
            return;
        }
        take(key, secret, origin);
    }

    void note_unknown(const std::string& name) {
        // Variables of our commands and tests share the prefix; only those that begin like a section are ours to judge.
        std::vector<std::string> known;
        bool is_of_a_section = false;
        for (const Key& key : keys()) {
            const std::string one = environment_name(key.name);
            known.push_back(one);
            if (key.kind == Kind::secret) known.push_back(one + "_FILE");
            is_of_a_section |= name.starts_with(one.substr(0, one.find('_', 7) + 1));
        }
        if (!is_of_a_section || std::find(known.begin(), known.end(), name) != known.end()) return;
        const auto nearest = nearest_word(name, known);
        reading_.issues.push_back({"unknown_key", name, 0, 0, "the environment variable names no key",
                                   nearest ? "did you mean \"" + *nearest + "\"?" : ""});
    }

    ConfigReading& reading_;
};

bool is_loopback(const std::string& address) {
    in_addr numbers{};
    const bool is_v4 = inet_pton(AF_INET, address.c_str(), &numbers) == 1;  // a name may begin with "127." too
    return address.empty() || address == "localhost" || address == "::1" || (is_v4 && address.starts_with("127."));
}

}  // namespace

ConfigReading read_config(std::string_view text, const std::filesystem::path& file,
                          const std::map<std::string, std::string>& environment,
                          const std::map<std::string, std::string>& flags) {
    ConfigReading reading;
    const std::filesystem::path folder = file.parent_path();
    for (std::filesystem::path* path :
         {&reading.config.hub.organisation, &reading.config.journal.directory, &reading.config.rules.directory}) {
        *path = (folder / *path).lexically_normal();
    }
    TomlDocument document(text, file.string());
    Reading reader(reading);
    reader.read_file(document, folder);
    std::vector<SourceIssue> of_file = document.take_issues();
    reader.read_environment(environment);
    reader.read_flags(flags);
    reading.issues.insert(reading.issues.begin(), of_file.begin(), of_file.end());
    const HubConfig::Broker& broker = reading.config.broker;
    if (broker.access == "open" && !is_loopback(broker.address)) {
        reading.issues.push_back({"open_beyond_loopback", file.string(), 0, 0,
                                  "access = \"open\" is for the loopback address only; " + broker.address + " is not",
                                  "set access = \"accounts\" with a username"});
    }
    return reading;
}

std::vector<std::string> config_keys() {
    std::vector<std::string> names;
    for (const Key& key : keys()) names.push_back(key.name);
    return names;
}

std::string print_config(const HubConfig& config) {
    std::ostringstream out;
    for (const Key& key : keys()) {
        if (key.name == "broker.host") continue;
        std::string value = key.get(config);
        if (key.kind == Kind::secret && !value.empty()) value = "********";
        const auto origin = config.origins.find(key.name);
        out << key.name << " = " << value << "    # " << (origin == config.origins.end() ? "default" : origin->second)
            << "\n";
    }
    return out.str();
}

}  // namespace paraat::app

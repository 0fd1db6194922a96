#include "hub/app/hub_config.hpp"

#include "hub/app/config_keys.hpp"
#include "hub/base/utf8.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {
namespace {

using Settings = std::map<std::string, std::string>;

// A file, and behind a line "---" what the environment and the flags say: PARAAT_BROKER_PORT=1884, broker.port=1885.
struct Said {
    std::string file;
    Settings environment;
    Settings flags;
};

Said said_in(std::string_view input) {
    constexpr std::string_view rule = "\n---\n";
    const std::size_t end = input.find(rule);
    Said said{std::string(input.substr(0, end)), {}, {}};
    if (end == std::string_view::npos) return said;
    for (std::string_view rest = input.substr(end + rule.size()); !rest.empty();) {
        const std::string line(rest.substr(0, rest.find('\n')));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        const std::size_t equals = std::min(line.find('='), line.size());
        const std::string name = line.substr(0, equals);
        if (equals == line.size() || name.ends_with("_FILE")) continue;  // which would be read
        (name.starts_with("PARAAT_") ? said.environment : said.flags)[name] = line.substr(equals + 1);
    }
    return said;
}

// Each value by its key; empty ones are what they are without a word.
Settings values_of(const app::HubConfig& config) {
    Settings values;
    for (const app::ConfigKey& key : app::config_keys()) {
        const std::string value = key.get(config);
        promise(value.empty() || key.fault(value).empty(), "a value that was taken is a lawful one");
        if (!value.empty()) values[key.name] = value;
    }
    return values;
}

void check_printed(app::HubConfig config) {
    const std::string shown = app::print_config(config);
    if (config.broker.password.empty()) return;
    config.broker.password = "another one";
    promise(app::print_config(config) == shown, "what is printed tells nothing of a secret");
}

}  // namespace

void hub_config(std::string_view input) {
    const Said said = said_in(input);
    const auto reading = app::read_config(said.file, "etc/hub.toml", said.environment, said.flags);
    const auto same = app::read_config(said.file, "etc/hub.toml", said.environment, said.flags);
    promise(reading.issues == same.issues && reading.config.origins == same.config.origins,
            "the same is read twice alike");
    for (const SourceIssue& issue : reading.issues) {
        if (issue.file == "etc/hub.toml") check_issue(issue, said.file);
    }
    const Settings values = values_of(reading.config);
    check_printed(reading.config);
    if (!reading.issues.empty()) return;
    const auto again = app::read_config("", "etc/hub.toml", {}, values);
    promise(again.issues.empty() && values_of(again.config) == values,
            "what was taken is the same, written as flags and read again");
}

}  // namespace paraat::fuzz

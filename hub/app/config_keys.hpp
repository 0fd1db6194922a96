#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "hub/app/hub_config.hpp"

namespace paraat::app {

// One key of the configuration: what it means, how it is written, where it goes.
struct ConfigKey {
    enum class Kind { text, address, path, port, truth, span, count, size, choice, secret, name };

    std::string name;  // "broker.port"
    Kind kind = Kind::text;
    std::string meaning;
    std::function<void(HubConfig&, const std::string&)> set;  // a value that was checked
    std::function<std::string(const HubConfig&)> get;
    std::string stands_for = {};  // the key whose other name this is
    // Of a count, of a span in milliseconds, and of a size in bytes.
    std::int64_t least = 0;
    std::int64_t most = 0;
    std::vector<std::string> choices = {};  // of a choice

    std::string flag() const;         // "--broker-port"
    std::string environment() const;  // "PARAAT_BROKER_PORT"
    bool takes_credential() const;    // a secret, or the file of one
    std::string values() const;       // "0 to 65535"
    // "port of the broker, or 0 for any free one; 0 to 65535 (PARAAT_BROKER_PORT, default 1883)"
    std::string help() const;
    // What is wrong with a value; empty when nothing is.
    std::string fault(const std::string& value) const;
};

// All of them, in the order in which they are shown.
const std::vector<ConfigKey>& config_keys();

}  // namespace paraat::app

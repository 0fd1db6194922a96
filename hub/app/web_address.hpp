#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace paraat::app {

// "https://hub.example.nl:8443/mqtt" in its parts, each of characters that need no escape anywhere.
struct WebAddress {
    std::string scheme;     // "https"
    std::string host;       // in lower case; of IPv6 in brackets
    std::string authority;  // with the port, where there is one: "hub.example.nl:8443"
    std::string path;       // "/mqtt"; empty = none
};

// Nothing for what is no such address: with a user, a query or a fragment, or a name in capitals.
std::optional<WebAddress> parse_web_address(std::string_view text);

}  // namespace paraat::app

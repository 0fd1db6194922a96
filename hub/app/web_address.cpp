#include "hub/app/web_address.hpp"

#include <algorithm>

#include "hub/pki/site_ca.hpp"

namespace paraat::app {
namespace {

constexpr std::size_t address_most = 256;
constexpr std::string_view in_a_path = "/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

bool is_port_number(std::string_view text) {
    return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos &&
           std::stoi(std::string(text)) >= 1 && std::stoi(std::string(text)) <= 65535;
}

}  // namespace

std::optional<WebAddress> parse_web_address(std::string_view text) {
    const auto scheme_end = text.find("://");
    if (scheme_end == std::string_view::npos || text.size() > address_most) return std::nullopt;
    WebAddress address;
    address.scheme = text.substr(0, scheme_end);
    const std::string_view rest = text.substr(scheme_end + 3);
    const auto path_at = std::min(rest.find('/'), rest.size());
    const std::string_view authority = rest.substr(0, path_at);
    address.authority = authority;
    address.path = rest.substr(path_at);
    if (address.path.find_first_not_of(in_a_path) != std::string::npos) return std::nullopt;
    const bool is_bracketed = authority.starts_with('[') && authority.find(']') != std::string_view::npos;
    const auto host_end = is_bracketed ? authority.find(']') + 1 : std::min(authority.find(':'), authority.size());
    address.host = authority.substr(0, host_end);
    const std::string_view behind = authority.substr(host_end);
    if (!behind.empty() && (!behind.starts_with(':') || !is_port_number(behind.substr(1)))) return std::nullopt;
    const std::string_view name = authority.substr(0, host_end);
    const bool is_host = is_bracketed ? pki::is_host(name.substr(1, name.size() - 2)) : pki::is_host(name);
    return is_host ? std::optional(address) : std::nullopt;
}

}  // namespace paraat::app

#include "hub/guard/client_id.hpp"

#include <algorithm>

namespace paraat::guard {
namespace {

constexpr std::string_view hub = "hub";
constexpr std::string_view of_the_hub = "hub-";
constexpr std::string_view of_the_broker = "auto-";
constexpr std::size_t uuid_length = 36;

bool is_made_by_the_broker(std::string_view client_id) {
    if (!client_id.starts_with(of_the_broker)) return false;
    client_id.remove_prefix(of_the_broker.size());
    return client_id.size() == uuid_length && std::all_of(client_id.begin(), client_id.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || c == '-';
           });
}

}  // namespace

bool may_use(std::string_view account, std::string_view client_id) {
    if (account.empty()) return false;
    if (account == hub && client_id.starts_with(of_the_hub)) return true;
    if (is_made_by_the_broker(client_id)) return true;
    if (!client_id.starts_with(account)) return false;
    client_id.remove_prefix(account.size());
    return client_id.empty() || client_id.front() == '.';
}

}  // namespace paraat::guard

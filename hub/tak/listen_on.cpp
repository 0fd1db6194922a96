#include "hub/tak/listen_on.hpp"

#include <asio/ip/v6_only.hpp>

namespace paraat::tak {
namespace {

using asio::ip::tcp;

// By both families, but on a machine that has no IPv6.
asio::ip::address open_everywhere(tcp::acceptor& acceptor) {
    asio::error_code wrong;
    acceptor.open(tcp::v6(), wrong);
    if (wrong) {
        acceptor.open(tcp::v4());
        return asio::ip::address_v4::any();
    }
    acceptor.set_option(asio::ip::v6_only(false));
    return asio::ip::address_v6::any();
}

asio::ip::address open(tcp::acceptor& acceptor, const std::string& address) {
    if (address.empty()) return open_everywhere(acceptor);
    const tcp::endpoint place(asio::ip::make_address(address), 0);
    acceptor.open(place.protocol());
    return place.address();
}

}  // namespace

Result<int> listen_on(tcp::acceptor& acceptor, const Door& door) {
    try {
        const asio::ip::address address = open(acceptor, door.address);
        acceptor.set_option(tcp::acceptor::reuse_address(true));
        acceptor.bind({address, static_cast<std::uint16_t>(door.port)});
        acceptor.listen();
        return int{acceptor.local_endpoint().port()};
    } catch (const std::exception& error) {
        return Error{"listen", "tak",
                     "cannot listen on " + door.address + ":" + std::to_string(door.port) + ": " + error.what()};
    }
}

}  // namespace paraat::tak

#pragma once

#include <asio/ip/tcp.hpp>

#include "hub/base/result.hpp"
#include "hub/tak/server.hpp"

namespace paraat::tak {

// Gives the port. Refused: `listen`.
Result<int> listen_on(asio::ip::tcp::acceptor& acceptor, const Door& door);

}  // namespace paraat::tak

#pragma once

#include <string>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"
#include "hub/transport/tls.hpp"

namespace paraat::transport {

// Ends the session of a client of this broker: a connection in its name takes its place, and says goodbye. For a broker
// that takes the identity's common name as the client id. Waits for the broker, at most as long as `patience`; refused
// with `broker_unreachable`.
Result<void> take_over(const std::string& address, int port, const TlsIdentity& identity, const std::string& client_id,
                       Milliseconds patience);

}  // namespace paraat::transport

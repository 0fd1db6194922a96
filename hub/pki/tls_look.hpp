#pragma once

#include <string>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"
#include "hub/pki/certificate.hpp"

namespace paraat::pki {

// What a port shows to whoever comes by TLS.
struct TlsShown {
    Certificate certificate;
    bool takes_old = false;  // versions before 1.2
};

// Connects twice, checks nothing and sends nothing: to say what is there, never to trust it. `no_tls`: nobody listens,
// or speaks TLS; waits at most `patience` for each step.
Result<TlsShown> look_at_tls(const std::string& host, int port, Milliseconds patience);

}  // namespace paraat::pki

#pragma once

#include <openssl/types.h>

#include <asio/ssl/context.hpp>
#include <memory>
#include <optional>
#include <string>

#include "hub/base/result.hpp"
#include "hub/tak/tls_material.hpp"

namespace paraat::tak {

// TLS 1.2 or later; a client shows a certificate of the site that is good and not revoked. A session is never resumed:
// each comes in by its certificate. Refused with `tls_identity`, when the PEM is not what it should be.
Result<std::shared_ptr<asio::ssl::context>> make_door(const TlsMaterial& material);

// The common name of the client's certificate, its account; nullopt when it has none of 1 to 64 bytes, or several.
std::optional<std::string> account_of(SSL* ssl);

// Whether the client would still be let in by that door.
bool is_still_good(SSL* ssl, asio::ssl::context& door);

}  // namespace paraat::tak

#pragma once

#include <asio/buffer.hpp>
#include <asio/ip/tcp.hpp>
#include <functional>
#include <memory>
#include <string>

#include "hub/base/result.hpp"
#include "hub/transport/tls.hpp"

namespace paraat::transport {

// TLS 1.2 or later over a connected socket, as a client. It stands before asio's own, whose header is a large one. On
// the thread of its io_context; the socket outlives it.
class TlsStream {
public:
    using Done = std::function<void(asio::error_code, std::size_t)>;

    // Refused with `tls_identity`, when the PEM is not what it should be.
    static Result<std::unique_ptr<TlsStream>> make(asio::ip::tcp::socket& socket, const TlsIdentity& identity);
    ~TlsStream();

    // `host` is the name or address that the broker's certificate has to carry.
    void handshake(const std::string& host, std::function<void(asio::error_code)> done);
    void read_some(asio::mutable_buffer into, Done done);
    void write(asio::const_buffer bytes, Done done);

private:
    struct Parts;
    explicit TlsStream(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

// What it means for a person, where asio's own words leave the cause open.
std::string tls_reason(const asio::error_code& error);

}  // namespace paraat::transport

#include "hub/transport/tls_stream.hpp"

#include <openssl/x509_vfy.h>

#include <asio/ssl.hpp>
#include <asio/write.hpp>

namespace paraat::transport {

namespace ssl = asio::ssl;

struct TlsStream::Parts {
    Parts(asio::ip::tcp::socket& socket, ssl::context with) : context(std::move(with)), stream(socket, context) {}

    static ssl::context made() {
        ssl::context context(ssl::context::tls_client);
        SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
        context.set_verify_mode(ssl::verify_peer);
        return context;
    }

    ssl::context context;
    ssl::stream<asio::ip::tcp::socket&> stream;
};

TlsStream::TlsStream(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
TlsStream::~TlsStream() = default;

Result<std::unique_ptr<TlsStream>> TlsStream::make(asio::ip::tcp::socket& socket, const TlsIdentity& identity) {
    const auto wrong = [](const std::string& what, const asio::error_code& error) {
        return Error{"tls_identity", "broker", "the " + what + " for TLS is no use: " + error.message()};
    };
    try {
        // The context is filled before the stream is made of it.
        auto context = Parts::made();
        asio::error_code error;
        context.add_certificate_authority(asio::buffer(identity.ca), error);
        if (error) return wrong("CA", error);
        if (!identity.certificate.empty()) {
            context.use_certificate_chain(asio::buffer(identity.certificate), error);
            if (error) return wrong("certificate", error);
            context.use_private_key(asio::buffer(identity.key), ssl::context::pem, error);
            if (error) return wrong("key", error);
        }
        auto parts = std::make_unique<Parts>(socket, std::move(context));
        return std::unique_ptr<TlsStream>(new TlsStream(std::move(parts)));
    } catch (const std::exception& error) {
        return Error{"tls_identity", "broker", std::string("no TLS: ") + error.what()};
    }
}

void TlsStream::handshake(const std::string& host, std::function<void(asio::error_code)> done) {
    asio::error_code error;
    parts_->stream.set_verify_callback(ssl::host_name_verification(host), error);
    asio::ip::make_address(host, error);
    if (error) {
        std::string name = host;  // names only, RFC 6066; its macro casts in the old style
        SSL_ctrl(parts_->stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    }
    parts_->stream.async_handshake(ssl::stream_base::client, std::move(done));
}

void TlsStream::read_some(asio::mutable_buffer into, Done done) {
    parts_->stream.async_read_some(into, std::move(done));
}

void TlsStream::write(asio::const_buffer bytes, Done done) {
    asio::async_write(parts_->stream, bytes, std::move(done));
}

std::string tls_reason(const asio::error_code& error) {
    if (error == ssl::error::stream_truncated) return "the broker closed it";
    return error.message();
}

}  // namespace paraat::transport

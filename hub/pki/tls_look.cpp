#include "hub/pki/tls_look.hpp"

#include <netdb.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <optional>

#include "hub/pki/openssl.hpp"

namespace paraat::pki {
namespace {

using OwnedContext = Owned<SSL_CTX, SSL_CTX_free>;
using OwnedSsl = Owned<SSL, SSL_free>;

class TcpSocket {
public:
    TcpSocket(const std::string& host, int port, Milliseconds patience) {
        addrinfo hints{};
        hints.ai_socktype = SOCK_STREAM;
        addrinfo* found = nullptr;
        if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return;
        for (const addrinfo* one = found; one != nullptr && !is_connected_; one = one->ai_next) try_one(*one, patience);
        freeaddrinfo(found);
    }
    ~TcpSocket() { leave(); }
    TcpSocket(const TcpSocket&) = delete;
    TcpSocket& operator=(const TcpSocket&) = delete;

    bool is_connected() const { return is_connected_; }
    int descriptor() const { return descriptor_; }

private:
    void try_one(const addrinfo& address, Milliseconds patience) {
        leave();
        descriptor_ = socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC, address.ai_protocol);
        if (descriptor_ < 0) return;
        const timeval wait{patience.count() / 1000, (patience.count() % 1000) * 1000};
        setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
        setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof(wait));  // of connect() too
        is_connected_ = connect(descriptor_, address.ai_addr, address.ai_addrlen) == 0;
    }
    void leave() {
        if (descriptor_ >= 0) close(descriptor_);
        descriptor_ = -1;
    }

    int descriptor_ = -1;
    bool is_connected_ = false;
};

// The certificate that is shown, in PEM; nothing when there is no agreement.
std::optional<std::string> shown_by(const TcpSocket& socket, const std::string& host, int newest) {
    const OwnedContext context(SSL_CTX_new(TLS_client_method()));
    if (!context || !socket.is_connected()) return std::nullopt;
    if (newest != 0) {
        SSL_CTX_set_max_proto_version(context.get(), newest);
        SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
        SSL_CTX_set_cipher_list(context.get(), "DEFAULT@SECLEVEL=0");
    }
    const OwnedSsl ssl(SSL_new(context.get()));
    if (!ssl || SSL_set_fd(ssl.get(), socket.descriptor()) != 1) return std::nullopt;
    // What SSL_set_tlsext_host_name() is, whose cast is of an older kind.
    std::string name = host;
    SSL_ctrl(ssl.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    const bool is_agreed = SSL_connect(ssl.get()) == 1;
    ERR_clear_error();
    if (!is_agreed) return std::nullopt;
    const OwnedX509 certificate(SSL_get1_peer_certificate(ssl.get()));
    const OwnedBio memory(BIO_new(BIO_s_mem()));
    if (!certificate || !memory || PEM_write_bio_X509(memory.get(), certificate.get()) != 1) return std::nullopt;
    return written(*memory);
}

}  // namespace

Result<TlsShown> look_at_tls(const std::string& host, int port, Milliseconds patience) {
    const auto pem = shown_by(TcpSocket(host, port, patience), host, 0);
    if (!pem) return Error{"no_tls", "", "nobody speaks TLS at " + host + ":" + std::to_string(port)};
    auto certificate = read_certificate(*pem);
    if (!certificate) return certificate.error();
    const auto old = shown_by(TcpSocket(host, port, patience), host, TLS1_1_VERSION);
    return TlsShown{std::move(*certificate), old.has_value()};
}

}  // namespace paraat::pki

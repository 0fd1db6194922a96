#include "hub/tak/tls_door.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <asio/buffer.hpp>

#include "hub/base/utf8.hpp"

namespace paraat::tak {
namespace {

constexpr int account_most = 64;  // bytes, as X.509 has it

template <auto release>
struct Releases {
    void operator()(auto* object) const { release(object); }
};
using OwnedBio = std::unique_ptr<BIO, Releases<BIO_free_all>>;
using OwnedList = std::unique_ptr<X509_CRL, Releases<X509_CRL_free>>;
using OwnedCertificate = std::unique_ptr<X509, Releases<X509_free>>;
using OwnedCheck = std::unique_ptr<X509_STORE_CTX, Releases<X509_STORE_CTX_free>>;
using OwnedText = std::unique_ptr<unsigned char, decltype([](unsigned char* text) { OPENSSL_free(text); })>;

bool take_list(X509_STORE* store, const std::string& pem) {
    const OwnedBio memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    if (!memory) return false;
    const OwnedList list(PEM_read_bio_X509_CRL(memory.get(), nullptr, nullptr, nullptr));
    ERR_clear_error();
    return list && X509_STORE_add_crl(store, list.get()) == 1 &&
           X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK) == 1;
}

void make_strict(asio::ssl::context& door) {
    SSL_CTX* context = door.native_handle();
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_num_tickets(context, 0);
    door.set_verify_mode(asio::ssl::verify_peer | asio::ssl::verify_fail_if_no_peer_cert);
}

}  // namespace

Result<std::shared_ptr<asio::ssl::context>> make_door(const TlsMaterial& material) {
    const auto wrong = [](const std::string& what, const asio::error_code& error) {
        return Error{"tls_identity", "tak", "the " + what + " for TLS is no use: " + error.message()};
    };
    try {
        auto door = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
        make_strict(*door);
        asio::error_code error;
        door->add_certificate_authority(asio::buffer(material.ca), error);
        if (error) return wrong("CA", error);
        door->use_certificate_chain(asio::buffer(material.certificate), error);
        if (error) return wrong("certificate", error);
        door->use_private_key(asio::buffer(material.key), asio::ssl::context::pem, error);
        if (error) return wrong("key", error);
        if (!take_list(SSL_CTX_get_cert_store(door->native_handle()), material.revoked)) {
            return Error{"tls_identity", "tak", "the revocation list for TLS is no use"};
        }
        return door;
    } catch (const std::exception& error) {
        return Error{"tls_identity", "tak", std::string("no TLS: ") + error.what()};
    }
}

std::optional<std::string> account_of(SSL* ssl) {
    const OwnedCertificate shown(SSL_get1_peer_certificate(ssl));
    if (!shown) return std::nullopt;
    const X509_NAME* subject = X509_get_subject_name(shown.get());
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0) return std::nullopt;
    unsigned char* made = nullptr;
    const ASN1_STRING* name = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
    const int size = ASN1_STRING_to_UTF8(&made, name);
    const OwnedText text(made);
    if (size < 1 || size > account_most) return std::nullopt;
    std::string account(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
    return is_utf8(account) ? std::optional(std::move(account)) : std::nullopt;
}

bool is_still_good(SSL* ssl, asio::ssl::context& door) {
    const OwnedCertificate shown(SSL_get1_peer_certificate(ssl));
    const OwnedCheck check(X509_STORE_CTX_new());
    X509_STORE* store = SSL_CTX_get_cert_store(door.native_handle());
    if (!shown || !check || X509_STORE_CTX_init(check.get(), store, shown.get(), nullptr) != 1) return false;
    X509_STORE_CTX_set_default(check.get(), "ssl_client");
    const bool is_good = X509_verify_cert(check.get()) == 1;
    ERR_clear_error();
    return is_good;
}

}  // namespace paraat::tak

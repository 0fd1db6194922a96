#include "hub/pki/key_store.hpp"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "hub/pki/openssl.hpp"

namespace paraat::pki {
namespace {

constexpr int rounds = 10'000;  // of turning the passphrase into a key
constexpr int cipher = NID_pbe_WithSHA1And3_Key_TripleDES_CBC;

using OwnedStore = Owned<PKCS12, PKCS12_free>;

void free_stack(STACK_OF(X509) * stack) {
    sk_X509_free(stack);  // its certificates have another owner
}
using OwnedStack = Owned<STACK_OF(X509), free_stack>;

}  // namespace

Result<std::string> key_store(const std::string& certificate, const std::string& key, const std::string& root,
                              const std::string& name, const std::string& passphrase) {
    const OwnedX509 own(PEM_read_bio_X509(reads(certificate).get(), nullptr, nullptr, nullptr));
    const OwnedX509 issuer(PEM_read_bio_X509(reads(root).get(), nullptr, nullptr, nullptr));
    const OwnedKey secret(PEM_read_bio_PrivateKey(reads(key).get(), nullptr, nullptr, nullptr));
    const OwnedStack others(sk_X509_new_null());
    const bool is_whole = own && issuer && secret && others && sk_X509_push(others.get(), issuer.get()) > 0;
    if (!is_whole) return crypto_error("a certificate or key cannot be read");
    // Without its seal, which OpenSSL would make in a newer way.
    const OwnedStore store(PKCS12_create(passphrase.c_str(), name.c_str(), secret.get(), own.get(), others.get(),
                                         cipher, cipher, rounds, -1, 0));
    const OwnedBio memory(BIO_new(BIO_s_mem()));
    const bool is_sealed = store && memory &&
                           PKCS12_set_mac(store.get(), passphrase.c_str(), -1, nullptr, 0, rounds, EVP_sha1()) == 1 &&
                           i2d_PKCS12_bio(memory.get(), store.get()) == 1;
    if (!is_sealed) return crypto_error("a phone's file of certificate and key cannot be made");
    return written(*memory);
}

}  // namespace paraat::pki

#include "hub/pki/pkcs12.hpp"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "hub/pki/openssl.hpp"

namespace paraat::pki {
namespace {

constexpr int rounds = 2'048;
constexpr int cipher = NID_pbe_WithSHA1And3_Key_TripleDES_CBC;

using OwnedPkcs12 = Owned<PKCS12, PKCS12_free>;

struct FreesStack {
    void operator()(STACK_OF(X509) * stack) const { sk_X509_pop_free(stack, X509_free); }
};
using OwnedStack = std::unique_ptr<STACK_OF(X509), FreesStack>;

OwnedX509 shown_certificate(const std::string& pem) {
    const OwnedBio bio = reads(pem);
    return OwnedX509(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

Result<OwnedStack> stack_of(const std::string& ca) {
    OwnedX509 trusted = shown_certificate(ca);
    OwnedStack all(sk_X509_new_null());
    if (!trusted || !all || sk_X509_push(all.get(), trusted.get()) == 0) return crypto_error("no certificate of a CA");
    static_cast<void>(trusted.release());  // the stack's now
    return all;
}

// Also the seal over it in the form that older readers know.
Result<std::string> sealed(OwnedPkcs12 made, const std::string& password) {
    if (!made || PKCS12_set_mac(made.get(), password.c_str(), -1, nullptr, 0, rounds, EVP_sha1()) != 1) {
        return crypto_error("cannot make PKCS#12");
    }
    const OwnedBio memory(BIO_new(BIO_s_mem()));
    if (!memory || i2d_PKCS12_bio(memory.get(), made.get()) != 1) return crypto_error("cannot write PKCS#12");
    return written(*memory);
}

}  // namespace

Result<std::string> pkcs12_identity(const std::string& certificate, const std::string& key, const std::string& name,
                                    const std::string& password, const std::string& ca) {
    const OwnedX509 shown = shown_certificate(certificate);
    const OwnedBio bio = reads(key);
    const OwnedKey secret(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
    if (!shown || !secret) return crypto_error("no certificate, or no key");
    OwnedStack others;
    if (!ca.empty()) {
        auto with_ca = stack_of(ca);
        if (!with_ca) return with_ca.error();
        others = std::move(*with_ca);
    }
    OwnedPkcs12 made(PKCS12_create(password.c_str(), name.c_str(), secret.get(), shown.get(), others.get(), cipher,
                                   cipher, rounds, -1, 0));
    return sealed(std::move(made), password);
}

Result<std::string> pkcs12_trust(const std::string& ca, const std::string& password) {
    const auto all = stack_of(ca);
    if (!all) return all.error();
    OwnedPkcs12 made(
        PKCS12_create(password.c_str(), nullptr, nullptr, nullptr, all->get(), cipher, cipher, rounds, -1, 0));
    return sealed(std::move(made), password);
}

}  // namespace paraat::pki

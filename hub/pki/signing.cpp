#include "hub/pki/signing.hpp"

#include <arpa/inet.h>
#include <openssl/pem.h>

#include <array>

#include "hub/pki/openssl.hpp"

namespace paraat::pki {
namespace {

constexpr int serial_bits = 159;  // RFC 5280, 4.1.2.2: at most 20 bytes, and positive

using OwnedExtension = Owned<X509_EXTENSION, X509_EXTENSION_free>;

OwnedKey new_key() {
    return OwnedKey(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
}

OwnedKey key_in(const std::string& pem) {
    return OwnedKey(PEM_read_bio_PrivateKey(reads(pem).get(), nullptr, nullptr, nullptr));
}

OwnedX509 root_in(const std::string& pem) {
    return OwnedX509(PEM_read_bio_X509(reads(pem).get(), nullptr, nullptr, nullptr));
}

std::string key_text(EVP_PKEY* key) {
    const OwnedBio memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        return {};
    }
    return written(*memory);
}

bool set_random_serial(X509* certificate) {
    const OwnedNumber number(BN_new());
    return number && BN_rand(number.get(), serial_bits, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1 &&
           BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}

OwnedName named(const std::string& common_name) {
    OwnedName name(X509_NAME_new());
    const auto* bytes = reinterpret_cast<const unsigned char*>(common_name.data());
    if (name && X509_NAME_add_entry_by_NID(name.get(), NID_commonName, MBSTRING_UTF8, bytes,
                                           static_cast<int>(common_name.size()), -1, 0) != 1) {
        name.reset();
    }
    return name;
}

bool extend(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const OwnedExtension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool is_address(const std::string& host) {
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    return inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

std::string alternatives(const std::vector<std::string>& hosts) {
    std::string text;
    for (const std::string& host : hosts) {
        text += (text.empty() ? "" : ",") + std::string(is_address(host) ? "IP:" : "DNS:") + host;
    }
    return text;
}

bool set_purpose(X509* certificate, X509* issuer, const Wanted& wanted) {
    const bool is_root = wanted.purpose == Purpose::root;
    const bool is_server = wanted.purpose == Purpose::server;
    return extend(certificate, issuer, NID_basic_constraints,
                  is_root ? "critical,CA:TRUE,pathlen:0" : "critical,CA:FALSE") &&
           extend(certificate, issuer, NID_key_usage,
                  is_root ? "critical,keyCertSign,cRLSign" : "critical,digitalSignature") &&
           extend(certificate, issuer, NID_subject_key_identifier, "hash") &&
           (is_root || extend(certificate, issuer, NID_authority_key_identifier, "keyid:always")) &&
           (is_root || extend(certificate, issuer, NID_ext_key_usage, is_server ? "serverAuth" : "clientAuth")) &&
           (!is_server || extend(certificate, issuer, NID_subject_alt_name, alternatives(wanted.hosts)));
}

OwnedX509 prepared(const Wanted& wanted, EVP_PKEY* key) {
    OwnedX509 made(X509_new());
    const OwnedName name = named(wanted.name);
    const OwnedTime from = asn1_time(wanted.from);
    const OwnedTime until = asn1_time(wanted.until);
    const bool is_made = made && name && from && until && X509_set_version(made.get(), X509_VERSION_3) == 1 &&
                         set_random_serial(made.get()) && X509_set_subject_name(made.get(), name.get()) == 1 &&
                         X509_set1_notBefore(made.get(), from.get()) == 1 &&
                         X509_set1_notAfter(made.get(), until.get()) == 1 && X509_set_pubkey(made.get(), key) == 1;
    if (!is_made) made.reset();
    return made;
}

Result<Issued> finished(X509* made, EVP_PKEY* key, EVP_PKEY* signing_key) {
    const OwnedBio memory(BIO_new(BIO_s_mem()));
    if (!memory || X509_sign(made, signing_key, EVP_sha256()) == 0 || PEM_write_bio_X509(memory.get(), made) != 1) {
        return crypto_error("cannot sign a certificate");
    }
    auto read = read_certificate(written(*memory));
    if (!read) return read.error();
    Issued issued{std::move(*read), key_text(key)};
    if (issued.key_pem.empty()) return crypto_error("cannot write a key");
    return issued;
}

bool add_revoked(X509_CRL* list, const std::string& serial, Instant at) {
    BIGNUM* read = nullptr;
    BN_hex2bn(&read, serial.c_str());
    const OwnedNumber number(read);
    const OwnedInteger integer(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
    const OwnedTime time = asn1_time(at);
    X509_REVOKED* entry = X509_REVOKED_new();
    const bool is_set = entry != nullptr && integer && time &&
                        X509_REVOKED_set_serialNumber(entry, integer.get()) == 1 &&
                        X509_REVOKED_set_revocationDate(entry, time.get()) == 1;
    if (is_set && X509_CRL_add0_revoked(list, entry) == 1) return true;
    X509_REVOKED_free(entry);
    return false;
}

bool add_list_marks(X509_CRL* list, X509* root, std::int64_t number) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, root, nullptr, nullptr, list, 0);
    const OwnedExtension authority(
        X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always"));
    const OwnedInteger value(ASN1_INTEGER_new());
    return authority && X509_CRL_add_ext(list, authority.get(), -1) == 1 && value &&
           ASN1_INTEGER_set_int64(value.get(), number) == 1 &&
           X509_CRL_add1_ext_i2d(list, NID_crl_number, value.get(), 0, 0) == 1;
}

}  // namespace

Result<Issued> make_root(const std::string& name, Instant from, Instant until) {
    const OwnedKey key = new_key();
    const Wanted wanted{name, Purpose::root, {}, from, until};
    const OwnedX509 made = key ? prepared(wanted, key.get()) : nullptr;
    if (!made || X509_set_issuer_name(made.get(), X509_get_subject_name(made.get())) != 1 ||
        !set_purpose(made.get(), made.get(), wanted)) {
        return crypto_error("cannot make a root certificate");
    }
    return finished(made.get(), key.get(), key.get());
}

Result<Issued> sign(const Signer& signer, const Wanted& wanted) {
    const OwnedX509 root = root_in(signer.root_pem);
    const OwnedKey signing_key = key_in(signer.key_pem);
    const OwnedKey key = new_key();
    if (!root || !signing_key || !key) return crypto_error("cannot read who signs, or make a key");
    Wanted cut = wanted;
    cut.until = std::min(wanted.until, instant_of(X509_get0_notAfter(root.get())));
    const OwnedX509 made = prepared(cut, key.get());
    if (!made || X509_set_issuer_name(made.get(), X509_get_subject_name(root.get())) != 1 ||
        !set_purpose(made.get(), root.get(), cut)) {
        return crypto_error("cannot make a certificate for \"" + wanted.name + "\"");
    }
    return finished(made.get(), key.get(), signing_key.get());
}

Result<std::string> sign_list(const Signer& signer, const RevocationList& list) {
    const OwnedX509 root = root_in(signer.root_pem);
    const OwnedKey key = key_in(signer.key_pem);
    const OwnedCrl made(X509_CRL_new());
    const OwnedTime from = asn1_time(list.from);
    const OwnedTime until = asn1_time(list.until);
    bool is_made = root && key && made && from && until && X509_CRL_set_version(made.get(), X509_CRL_VERSION_2) == 1 &&
                   X509_CRL_set_issuer_name(made.get(), X509_get_subject_name(root.get())) == 1 &&
                   X509_CRL_set1_lastUpdate(made.get(), from.get()) == 1 &&
                   X509_CRL_set1_nextUpdate(made.get(), until.get()) == 1 &&
                   add_list_marks(made.get(), root.get(), list.number);
    for (const auto& [serial, at] : list.revoked) is_made = is_made && add_revoked(made.get(), serial, at);
    const OwnedBio memory(BIO_new(BIO_s_mem()));
    if (!is_made || X509_CRL_sort(made.get()) != 1 || X509_CRL_sign(made.get(), key.get(), EVP_sha256()) == 0 ||
        !memory || PEM_write_bio_X509_CRL(memory.get(), made.get()) != 1) {
        return crypto_error("cannot make a revocation list");
    }
    return written(*memory);
}

Result<RevocationList> read_list(const std::string& pem, const std::string& root_pem) {
    const OwnedCrl read(PEM_read_bio_X509_CRL(reads(pem).get(), nullptr, nullptr, nullptr));
    const OwnedX509 root = root_in(root_pem);
    if (!read || !root || X509_CRL_verify(read.get(), X509_get0_pubkey(root.get())) != 1) {
        Error error = crypto_error("this is no revocation list of this site's CA");
        error.code = "not_a_list";
        return error;
    }
    RevocationList list;
    list.from = instant_of(X509_CRL_get0_lastUpdate(read.get()));
    list.until = instant_of(X509_CRL_get0_nextUpdate(read.get()));
    const OwnedInteger number(
        static_cast<ASN1_INTEGER*>(X509_CRL_get_ext_d2i(read.get(), NID_crl_number, nullptr, nullptr)));
    if (number) ASN1_INTEGER_get_int64(&list.number, number.get());
    const STACK_OF(X509_REVOKED)* entries = X509_CRL_get_REVOKED(read.get());
    for (int i = 0; i < sk_X509_REVOKED_num(entries); ++i) {
        const X509_REVOKED* entry = sk_X509_REVOKED_value(entries, i);
        list.revoked[serial_text(X509_REVOKED_get0_serialNumber(entry))] =
            instant_of(X509_REVOKED_get0_revocationDate(entry));
    }
    return list;
}

bool belong_together(const std::string& certificate_pem, const std::string& key_pem) {
    const OwnedX509 certificate = root_in(certificate_pem);
    const OwnedKey key = key_in(key_pem);
    const bool fits = certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
    if (!fits) static_cast<void>(crypto_error(""));
    return fits;
}

}  // namespace paraat::pki

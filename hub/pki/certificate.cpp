#include "hub/pki/certificate.hpp"

#include <arpa/inet.h>
#include <openssl/pem.h>

#include <array>

#include "hub/base/digest.hpp"
#include "hub/pki/openssl.hpp"

namespace paraat::pki {
namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
using OwnedNames = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;

OwnedX509 certificate_in(const std::string& pem) {
    return OwnedX509(PEM_read_bio_X509(reads(pem).get(), nullptr, nullptr, nullptr));
}

Error no_certificate() {
    Error error = crypto_error("this is no certificate in PEM");
    error.code = "not_a_certificate";
    return error;
}

std::string text_of(const ASN1_STRING* text) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

std::string common_name(const X509& certificate) {
    const X509_NAME* subject = X509_get_subject_name(&certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    return at < 0 ? "" : text_of(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
}

std::string address_text(const std::string& bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = bytes.size() == 4 ? AF_INET : AF_INET6;
    return inet_ntop(family, bytes.data(), text.data(), text.size()) == nullptr ? "" : text.data();
}

std::vector<std::string> hosts_of(const X509& certificate) {
    std::vector<std::string> hosts;
    const OwnedNames names(
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        int type = 0;
        const void* value = GENERAL_NAME_get0_value(sk_GENERAL_NAME_value(names.get(), i), &type);
        const std::string bytes = text_of(static_cast<const ASN1_STRING*>(value));
        if (type == GEN_DNS) hosts.push_back(bytes);
        if (type == GEN_IPADD) hosts.push_back(address_text(bytes));
    }
    return hosts;
}

Purpose purpose_of(X509& certificate) {
    if (X509_check_ca(&certificate) != 0) return Purpose::root;
    return (X509_get_extended_key_usage(&certificate) & XKU_SSL_SERVER) != 0 ? Purpose::server : Purpose::device;
}

}  // namespace

const char* word_of(Purpose purpose) {
    switch (purpose) {
        case Purpose::root: return "root";
        case Purpose::server: return "server";
        case Purpose::device: return "device";
    }
    return "";
}

std::int64_t Certificate::days_left(Instant now) const {
    const std::int64_t left = (until - now).count();
    return left >= 0 ? left / day_ms : -((-left + day_ms - 1) / day_ms);
}

Result<Certificate> read_certificate(const std::string& pem) {
    const OwnedX509 read = certificate_in(pem);
    if (!read) return no_certificate();
    Certificate certificate;
    certificate.serial = serial_text(X509_get0_serialNumber(read.get()));
    certificate.name = common_name(*read);
    certificate.purpose = purpose_of(*read);
    certificate.hosts = hosts_of(*read);
    certificate.from = instant_of(X509_get0_notBefore(read.get()));
    certificate.until = instant_of(X509_get0_notAfter(read.get()));
    certificate.pem = pem;
    return certificate;
}

Result<std::string> fingerprint(const std::string& pem) {
    const OwnedX509 read = certificate_in(pem);
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (!read || X509_digest(read.get(), EVP_sha256(), digest.data(), &size) != 1) return no_certificate();
    return hex({digest.data(), size});
}

}  // namespace paraat::pki

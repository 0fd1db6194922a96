#include "hub/pki/broker_certificate.hpp"

#include <openssl/pem.h>

#include "hub/base/durable_file.hpp"
#include "hub/pki/openssl.hpp"

namespace paraat::pki {
namespace {

constexpr std::size_t pem_most = 1UL << 20;  // bytes

bool is_signed_by(const std::string& pem, const std::string& root_pem) {
    const OwnedX509 leaf(PEM_read_bio_X509(reads(pem).get(), nullptr, nullptr, nullptr));
    const OwnedX509 root(PEM_read_bio_X509(reads(root_pem).get(), nullptr, nullptr, nullptr));
    const bool is_signed = leaf && root && X509_verify(leaf.get(), X509_get0_pubkey(root.get())) == 1;
    if (!is_signed) static_cast<void>(crypto_error(""));
    return is_signed;
}

// Nothing, when it has to be made anew.
std::optional<Issued> serving(const SiteCa& ca, const std::filesystem::path& directory,
                              const std::vector<std::string>& hosts, Instant now) {
    const auto pem = read_file(directory / "broker.pem", pem_most);
    const auto key = read_file(directory / "broker.key", pem_most);
    const auto list = ca.list();
    if (!pem || !key || !list || !belong_together(*pem, *key) || !is_signed_by(*pem, ca.root_pem()))
        return std::nullopt;
    auto read = read_certificate(*pem);
    if (!read || read->hosts != hosts || list->revoked.contains(read->serial) || now < read->from) return std::nullopt;
    if ((read->until - now) * 3 <= read->until - read->from) return std::nullopt;
    return Issued{std::move(*read), *key};
}

}  // namespace

Result<BrokerCertificate> broker_certificate(SiteCa& ca, const std::filesystem::path& directory,
                                             const std::vector<std::string>& hosts, Instant now) {
    if (auto kept = serving(ca, directory, hosts, now)) return BrokerCertificate{std::move(*kept), false};
    auto issued = ca.issue_server(hosts, server_valid, now);
    if (!issued) return issued.error();
    // A key without its certificate is seen, and both are made anew.
    if (auto kept = replace_file(directory / "broker.key", issued->key_pem); !kept) return kept.error();
    if (auto kept = replace_file(directory / "broker.pem", issued->certificate.pem); !kept) return kept.error();
    return BrokerCertificate{std::move(*issued), true};
}

}  // namespace paraat::pki

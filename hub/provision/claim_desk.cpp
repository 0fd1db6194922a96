#include "hub/provision/claim_desk.hpp"

#include <openssl/rand.h>

#include <array>

#include "hub/base/digest.hpp"
#include "hub/base/log.hpp"
#include "hub/provision/claim_page.hpp"
#include "hub/provision/owntracks_setup.hpp"
#include "hub/provision/tak_package.hpp"

namespace paraat::provision {
namespace {

constexpr std::size_t password_bytes = 16;
constexpr const char* html = "text/html; charset=utf-8";

ClaimDesk::Answer refusal(const Error& error) {
    const bool is_over = error.code == "claim_used" || error.code == "claim_expired" || error.code == "claim_ended";
    const int status = is_over ? 410 : error.code == "not_found" ? 404 : 503;
    // The token is in none of these sentences.
    if (status == 503) log_error("a claim link cannot be answered", {{"why", error.message}});
    return {status, html, no_claim_page(error.code), "", ""};
}

}  // namespace

ClaimDesk::Answer ClaimDesk::show(const std::string& token) const {
    const auto claim = ClaimStore(parts_.claims).look(token, parts_.now());
    if (!claim) return refusal(claim.error());
    return {200, html, claim_page(*claim), "", ""};
}

ClaimDesk::Answer ClaimDesk::claim(const std::string& token) const {
    Answer given;
    auto body = ClaimStore(parts_.claims).use(token, parts_.now(), [&](const Claim& used) -> Result<std::string> {
        auto answer = answer_for(used);
        if (!answer) return answer.error();
        given = std::move(*answer);
        return std::string();
    });
    return body ? given : refusal(body.error());
}

Result<ClaimDesk::Answer> ClaimDesk::answer_for(const Claim& claim) const {
    const bool is_phone = claim.kind == "owntracks";
    const std::string topic = is_phone && parts_.phone_topic ? parts_.phone_topic(claim.account) : "";
    if (is_phone && topic.empty()) return Error{"not_configured", "", "devices.toml has no topics of OwnTracks"};
    const bool is_app = claim.kind == "atak";
    if (is_app && parts_.tak_port == 0) {
        return Error{"tak_off", "", "the hub takes no clients of TAK: set [tak] tls_port"};
    }
    auto ca = pki::SiteCa::open(parts_.ca);
    if (!ca) return ca.error();
    const std::string passphrase = is_phone ? fresh_passphrase() : "";
    if (is_phone && passphrase.empty()) return Error{"crypto", "", "there is no chance to make a passphrase of"};
    auto issued = ca->issue_device(claim.account, pki::device_valid, parts_.now());
    if (!issued) return issued.error();
    if (is_app) {
        auto package = package_for(*ca, *issued, claim);
        if (!package) return package.error();
        return Answer{200, "application/zip", std::move(*package), "paraat-" + claim.account + ".zip", claim.account};
    }
    const DeviceFile device{claim.account,           parts_.host,     parts_.port, parts_.root, ca->root_pem(),
                            issued->certificate.pem, issued->key_pem, ""};
    if (!is_phone) {
        return Answer{200, "application/json", device_text(device), claim.account + ".paraat.json", claim.account};
    }
    auto page = owntracks_page(claim, {device, topic, passphrase});
    if (!page) return page.error();
    return Answer{200, html, std::move(*page), "", claim.account};
}

Result<std::string> ClaimDesk::package_for(const pki::SiteCa& ca, const pki::Issued& issued, const Claim& claim) const {
    std::array<unsigned char, password_bytes> chance{};
    if (RAND_bytes(chance.data(), static_cast<int>(chance.size())) != 1) {
        return Error{"crypto", "", "there is no chance to be had for a password"};
    }
    return tak_package({claim.account, parts_.tak_host, parts_.tak_port, ca.root_pem(), issued.certificate.pem,
                        issued.key_pem, hex(chance)});
}

}  // namespace paraat::provision

#include "hub/provision/claim_desk.hpp"

#include "hub/base/log.hpp"
#include "hub/provision/claim_page.hpp"

namespace paraat::provision {
namespace {

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
    std::string account;
    auto file = ClaimStore(parts_.claims).use(token, parts_.now(), [&](const Claim& used) {
        account = used.account;
        return file_for(used);
    });
    if (!file) return refusal(file.error());
    return {200, "application/json", std::move(*file), account + ".paraat.json", account};
}

Result<std::string> ClaimDesk::file_for(const Claim& claim) const {
    auto ca = pki::SiteCa::open(parts_.ca);
    if (!ca) return ca.error();
    auto issued = ca->issue_device(claim.account, pki::device_valid, parts_.now());
    if (!issued) return issued.error();
    return device_text({claim.account, parts_.host, parts_.port, parts_.root, ca->root_pem(), issued->certificate.pem,
                        issued->key_pem, ""});
}

}  // namespace paraat::provision

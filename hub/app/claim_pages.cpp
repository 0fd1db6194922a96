#include "hub/app/claim_pages.hpp"

#include "hub/app/provisioning.hpp"
#include "hub/base/log.hpp"

namespace paraat::app {
namespace {

admin::ClaimAnswer answer_of(provision::ClaimDesk::Answer given) {
    // Not whose: it may be a covert unit's.
    if (!given.claimed.empty()) log_info("a device was set up by its claim link; paraat provision list says which");
    return {given.status, std::move(given.type), std::move(given.body), std::move(given.file_name)};
}

}  // namespace

void serve_claims(const HubConfig& config, const foreign::Devices& devices, admin::Pages& pages) {
    const auto desk = claim_desk(config, devices);
    if (!desk) return;
    pages.show_claim = [desk](const std::string& token) { return answer_of(desk->show(token)); };
    pages.claim = [desk](const std::string& token) { return answer_of(desk->claim(token)); };
}

}  // namespace paraat::app

#include "hub/app/broker_tls.hpp"

#include <algorithm>

#include "hub/app/provisioning.hpp"
#include "hub/pki/broker_certificate.hpp"

namespace paraat::app {
namespace {

Result<pki::SiteCa> open_or_make(const std::filesystem::path& directory, Instant now) {
    if (pki::SiteCa::exists(directory)) return pki::SiteCa::open(directory);
    return pki::SiteCa::create(directory, "this site", now);
}

// Accounts of devices among those serial numbers, each once.
Result<std::vector<std::string>> accounts_of(const pki::SiteCa& ca, const pki::Revoked& serials) {
    std::vector<std::string> accounts;
    if (serials.empty()) return accounts;
    const auto issued = ca.issued();
    if (!issued) return issued.error();
    for (const pki::Certificate& one : *issued) {
        const bool is_known = std::find(accounts.begin(), accounts.end(), one.name) != accounts.end();
        if (one.purpose == pki::Purpose::device && serials.contains(one.serial) && !is_known) {
            accounts.push_back(one.name);
        }
    }
    return accounts;
}

}  // namespace

Result<BrokerTls> BrokerTls::open(Place place, Instant now) {
    BrokerTls tls(std::move(place));
    if (auto made = open_or_make(tls.place_.ca, now); !made) return made.error();
    if (auto seen = tls.look(now); !seen) return seen.error();
    return tls;
}

Result<BrokerTls::Change> BrokerTls::look(Instant now) {
    auto ca = pki::SiteCa::open(place_.ca);
    if (!ca) return ca.error();
    if (auto renewed = ca->renew_list(pki::SiteCa::Renewal::when_due, now); !renewed) return renewed.error();
    const auto shown = pki::broker_certificate(*ca, place_.ca, place_.hosts, now);
    if (!shown) return shown.error();
    const auto list = ca->list();
    if (!list) return list.error();
    const auto list_pem = ca->list_pem();
    if (!list_pem) return list_pem.error();

    Change change;
    pki::Revoked newly = list->revoked;
    std::erase_if(newly, [&](const auto& one) { return revoked_.contains(one.first); });
    auto cut = accounts_of(*ca, newly);
    if (!cut) return cut.error();
    change.cut = std::move(*cut);
    const pki::Issued& own = shown->issued;
    change.has_new_certificate = own.certificate.pem != listener_.certificate;
    change.is_renewed = change.has_new_certificate || *list_pem != listener_.revoked;
    listener_ = {place_.address, place_.port, ca->root_pem(), own.certificate.pem, own.key_pem, *list_pem};
    revoked_ = list->revoked;
    return change;
}

Result<transport::TlsIdentity> BrokerTls::in_the_name_of(const std::string& account, Instant now) const {
    const auto ca = pki::SiteCa::open(place_.ca);
    if (!ca) return ca.error();
    auto signed_now = ca->sign_fleeting(account, now);
    if (!signed_now) return signed_now.error();
    return transport::TlsIdentity{ca->root_pem(), signed_now->certificate.pem, signed_now->key_pem};
}

std::vector<std::string> names_in(const std::string& list) {
    std::vector<std::string> names;
    std::string name;
    for (const char c : list + ",") {
        if (c != ',' && c != ' ') name += c;
        if ((c == ',' || c == ' ') && !name.empty()) names.push_back(std::exchange(name, {}));
    }
    return names;
}

BrokerTls::Place broker_tls_place(const HubConfig& config) {
    const HubConfig::Broker& broker = config.broker;
    BrokerTls::Place place{ca_directory(config), names_in(broker.tls_names), broker.tls_address, broker.tls_port};
    // The hub itself connects too, to cut sessions.
    const std::string own = place.address.empty() ? "127.0.0.1" : place.address;
    if (std::find(place.hosts.begin(), place.hosts.end(), own) == place.hosts.end()) place.hosts.push_back(own);
    return place;
}

}  // namespace paraat::app

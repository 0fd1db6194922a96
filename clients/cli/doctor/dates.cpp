#include "clients/cli/doctor/dates.hpp"

#include "clients/cli/lines.hpp"

namespace paraat::cli {
namespace {

std::string left_text(Milliseconds left) {
    return std::to_string(std::chrono::duration_cast<std::chrono::hours>(left).count() / 24) + " days";
}

Findings certificates(const DateFacts& facts) {
    Findings found;
    if (facts.is_ca_unseen) {
        found.push_back(
            {"certificates", Grade::unknown, "the site's CA is closed to this user", "run this as the hub's user"});
    }
    if (!facts.ca_fault.empty()) {
        found.push_back({"certificates", Grade::open,
                         "the site's CA cannot be used, so nothing is renewed or revoked: " + facts.ca_fault,
                         "restore its folder from the backup"});
    }
    for (const Dated& one : facts.certificates) {
        if (one.until <= facts.now) {
            found.push_back({"certificates", Grade::open,
                             one.what + " ended at " + moment(one.until.ms) + ": nobody gets in by it", one.next});
        } else if (one.until - facts.now < soon) {
            found.push_back(
                {"certificates", Grade::warn, one.what + " ends in " + left_text(one.until - facts.now), one.next});
        }
    }
    if (facts.devices_due > 0) {
        found.push_back({"certificates", Grade::warn,
                         std::to_string(facts.devices_due) + " devices have no certificate for more than 30 days",
                         "paraat ca list; a new one by paraat provision renew ACCOUNT"});
    }
    if (found.empty()) {
        found.push_back({"certificates", Grade::ok,
                         facts.certificates.empty() ? "the site has no certificates"
                                                    : "all certificates last longer than 30 days"});
    }
    return found;
}

Findings authorisations(const DateFacts& facts) {
    Findings found;
    for (const core::Compartment& one : facts.compartments) {
        const std::string what = "the authorisation of " + one.name.text;
        if (one.until <= facts.now) {
            found.push_back({"authorisations", Grade::warn, what + " ended: nothing new may begin in it",
                             "have it given again, or close what is open in it (organisation.toml)"});
        } else if (one.until - facts.now < soon) {
            found.push_back({"authorisations", Grade::warn, what + " ends in " + left_text(one.until - facts.now),
                             "have it given again in time (organisation.toml)"});
        }
    }
    if (found.empty()) found.push_back({"authorisations", Grade::ok, "no authorisation of covert work ends soon"});
    return found;
}

Findings agreement_dates(const DateFacts& facts) {
    Findings found;
    for (const core::Agreement& one : facts.agreements) {
        if (!one.gives() && !one.takes()) continue;  // it lets nothing through anyhow
        const std::string what = "the agreement with " + one.partner.text;
        if (one.is_over(facts.now)) {
            found.push_back({"agreements", Grade::warn, what + " ended: nothing flows",
                             "make a new one, or take it out of partners.toml"});
        } else if (one.until - facts.now < soon) {
            found.push_back({"agreements", Grade::warn, what + " ends in " + left_text(one.until - facts.now),
                             "renew it in time (partners.toml)"});
        }
    }
    if (found.empty()) found.push_back({"agreements", Grade::ok, "no agreement ends soon"});
    return found;
}

}  // namespace

Findings check_dates(const DateFacts& facts) {
    Findings found = certificates(facts);
    add_all(found, authorisations(facts));
    add_all(found, agreement_dates(facts));
    return found;
}

}  // namespace paraat::cli

#pragma once

#include <optional>

#include "clients/cli/doctor/finding.hpp"
#include "hub/base/time.hpp"
#include "hub/core/agreement.hpp"
#include "hub/core/organisation.hpp"

namespace paraat::cli {

inline constexpr Milliseconds soon = std::chrono::hours{30 * 24};

// A certificate or list that ends.
struct Dated {
    std::string what;  // "the broker's certificate"
    Instant until;
    std::string next;  // how it is renewed
};

struct DateFacts {
    Instant now;
    std::vector<Dated> certificates;
    std::string ca_fault;         // why the site's CA cannot be used; empty = it can, or there is none
    bool is_ca_unseen = false;    // it is closed to this user
    std::size_t devices_due = 0;  // accounts whose last good certificate ends soon
    std::vector<core::Compartment> compartments;
    std::vector<core::Agreement> agreements;
};

// What ended, and what ends within 30 days: certificates, authorisations of covert work, agreements.
Findings check_dates(const DateFacts& facts);

}  // namespace paraat::cli

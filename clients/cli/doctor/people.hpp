#pragma once

#include "clients/cli/doctor/finding.hpp"
#include "hub/base/time.hpp"
#include "hub/provision/claim.hpp"

namespace paraat::cli {

// A login, and what is known of its account.
struct LoginSeen {
    std::string account;
    bool is_known = true;  // of the organisation in force
    bool has_role = false;
    bool is_disabled = false;
    bool is_kept = false;  // its password is readable on this machine
    Instant made_at;
    bool has_spoken = true;  // the hub heard it once; true as well where that is not known
};

struct PeopleFacts {
    Instant now;
    std::vector<LoginSeen> logins;
    std::vector<provision::Claim> links;
    std::string unseen;  // why logins, links or the journal could not be looked at; empty = they could
};

// Logins and claim links that wait for somebody, or are more than is needed.
Findings check_people(const PeopleFacts& facts);

}  // namespace paraat::cli

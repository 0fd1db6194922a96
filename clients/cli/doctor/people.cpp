#include "clients/cli/doctor/people.hpp"

#include <algorithm>
#include <functional>

namespace paraat::cli {
namespace {

constexpr Milliseconds idle_after = std::chrono::hours{30 * 24};
constexpr std::size_t named_most = 5;

// "a, b and 3 more"; empty when there is none.
std::string names_text(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), named_most); ++i) text += (i > 0 ? ", " : "") + names[i];
    if (names.size() > named_most) text += " and " + std::to_string(names.size() - named_most) + " more";
    return text;
}

std::string those(const std::vector<LoginSeen>& logins, const std::function<bool(const LoginSeen&)>& are) {
    std::vector<std::string> names;
    for (const LoginSeen& login : logins) {
        if (are(login)) names.push_back(login.account);
    }
    return names_text(names);
}

Findings login_state(const PeopleFacts& facts) {
    Findings found;
    const auto warn = [&](const std::string& names, const std::string& what, std::string next) {
        if (!names.empty()) found.push_back({"logins", Grade::warn, what + ": " + names, std::move(next)});
    };
    warn(those(facts.logins, [](const LoginSeen& one) { return one.is_kept && !one.is_disabled; }),
         "passwords that nobody has changed, readable on this machine",
         "paraat admin password ACCOUNT, once nobody needs to look it up");
    warn(those(facts.logins, [](const LoginSeen& one) { return !one.is_known; }),
         "logins of no account of the organisation, which let nobody in", "paraat admin disable ACCOUNT");
    warn(those(facts.logins,
               [&](const LoginSeen& one) {
                   return one.is_known && one.has_role && !one.is_disabled && !one.has_spoken &&
                          facts.now - one.made_at > idle_after;
               }),
         "accounts with a role whose login is older than 30 days and that never said anything",
         "paraat admin disable ACCOUNT, unless somebody is to use it");
    return found;
}

Findings links(const PeopleFacts& facts) {
    using provision::ClaimState;
    std::vector<std::string> of_disabled, expired;
    for (const provision::Claim& link : facts.links) {
        const ClaimState state = state_of(link, facts.now);
        const auto login = std::find_if(facts.logins.begin(), facts.logins.end(),
                                        [&](const LoginSeen& one) { return one.account == link.account; });
        const bool is_disabled = login != facts.logins.end() && login->is_disabled;
        if (state == ClaimState::waiting && is_disabled) of_disabled.push_back(link.account);
        if (state == ClaimState::expired && link.claimed.empty() && facts.now - link.until < idle_after) {
            expired.push_back(link.account);
        }
    }
    Findings found;
    if (!of_disabled.empty()) {
        found.push_back({"claim-links", Grade::warn,
                         "links that still work, for accounts that are disabled: " + names_text(of_disabled),
                         "paraat provision revoke ACCOUNT"});
    }
    if (!expired.empty()) {
        found.push_back({"claim-links", Grade::warn, "links that expired unused: " + names_text(expired),
                         "paraat provision renew ACCOUNT, if its device is still to come"});
    }
    return found;
}

}  // namespace

Findings check_people(const PeopleFacts& facts) {
    Findings found = login_state(facts);
    add_all(found, links(facts));
    if (!facts.unseen.empty()) {
        found.push_back({"logins", Grade::unknown, facts.unseen, "run this as the hub's user"});
    }
    if (found.empty()) {
        found.push_back({"logins", Grade::ok,
                         std::to_string(facts.logins.size()) + " logins and " + std::to_string(facts.links.size()) +
                             " claim links, all in use"});
    }
    return found;
}

}  // namespace paraat::cli

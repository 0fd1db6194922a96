#include "hub/access/login_store.hpp"
#include "hub/access/password.hpp"
#include "tests/fuzz/targets.hpp"

namespace paraat::fuzz {

void logins(std::string_view input) {
    const auto reading = access::read_logins(input, "logins.toml");
    for (const SourceIssue& issue : reading.issues) check_issue(issue, input);
    if (!reading.issues.empty()) return;
    std::vector<std::string> accounts;
    for (const auto& [account, login] : reading.logins) {
        promise(access::is_argon2id_hash(login.argon2id) && access::is_broker_hash(login.broker),
                "what was taken are hashes");
        accounts.push_back(account);
    }
    const std::string written = access::write_logins(reading.logins);
    const auto again = access::read_logins(written, "logins.toml");
    promise(again.issues.empty() && access::write_logins(again.logins) == written,
            "what was taken is the same, written and read again");
    // A line each: no account may bring another one's line along.
    std::size_t lines = 0;
    for (const char c : access::broker_password_file(reading.logins, accounts)) lines += c == '\n' ? 1U : 0U;
    promise(lines <= accounts.size(), "the broker's password file has at most a line for each login");
}

}  // namespace paraat::fuzz

#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/base/source_issue.hpp"
#include "hub/base/time.hpp"

// The logins of a site: a folder that is closed to others, with `logins.toml`, and of each password that nobody has
// changed yet a readable copy in `kept/`. Written by the hub at its first start and by `paraat admin`, one at a time.
namespace paraat::access {

struct Login {
    std::string argon2id;  // hash of its password, as password.hpp says
    std::string broker;    // likewise, for the broker's password file
    Instant made_at;
    bool is_disabled = false;
};
using Logins = std::map<std::string, Login>;  // by account, [a-z0-9-]{1,32}

struct LoginReading {
    Logins logins;  // whole only without issues
    std::vector<SourceIssue> issues;
};
LoginReading read_logins(std::string_view text, const std::string& file);
std::string write_logins(const Logins& logins);

// Mosquitto's password file (mosquitto_passwd(1)) for those of the accounts that have a login which is not disabled.
std::string broker_password_file(const Logins& logins, const std::vector<std::string>& accounts);

// The folder. Errors: `disk_io`, `bad_logins` (the file was written by another hand), `no_login`, `no_chance`,
// `not_owner`.
class LoginStore {
public:
    explicit LoginStore(std::filesystem::path directory) : directory_(std::move(directory)) {}

    // Those of now; none where there is no such folder yet.
    Result<Logins> read() const;
    // Whether a readable copy is left on the disk too.
    enum class Copy { none, kept };
    // A new password, in place of the account's old one; a login that was disabled stays so. The old readable copy is
    // gone by then.
    Result<std::string> make(const std::string& account, Copy copy, Instant now);
    Result<void> set_disabled(const std::string& account, bool is_disabled);

    // The password that nobody has changed yet. `no_login`: there is none such.
    Result<std::string> kept_password(const std::string& account) const;
    std::filesystem::path kept_file(const std::string& account) const { return directory_ / "kept" / account; }

    // Another one after each change; it says nothing of the logins.
    std::string mark() const;
    const std::filesystem::path& directory() const { return directory_; }

private:
    Result<void> write(const Logins& logins) const;

    std::filesystem::path directory_;
};

}  // namespace paraat::access

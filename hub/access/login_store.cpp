#include "hub/access/login_store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "hub/access/password.hpp"
#include "hub/base/durable_file.hpp"
#include "hub/base/owner.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/base/toml_document.hpp"

namespace paraat::access {
namespace {

constexpr std::size_t file_most = 16UL << 20;  // bytes; 300 a login
constexpr std::size_t kept_most = 256;

std::filesystem::path file_in(const std::filesystem::path& directory) {
    return directory / "logins.toml";
}

// Held while one reads, changes and writes.
class Turn {
public:
    explicit Turn(const std::filesystem::path& directory)
        : descriptor_(::open((directory / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        if (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) == 0) return;
        why_ = disk_error("cannot lock", directory / "lock");
    }
    ~Turn() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

    const Error& why_not() const { return why_; }  // without a code it is ours

private:
    int descriptor_;
    Error why_;
};

void read_login(TomlDocument::Table& table, Logins& logins) {
    const std::string account = table.required_text("account");
    if (table.has("account") && !is_plain_name(account))
        return table.issue("account", "bad_name", no_plain_name(account));
    if (logins.contains(account)) table.issue("account", "twice", "\"" + account + "\" is there twice");
    Login login;
    login.argon2id = table.required_text("argon2id");
    if (table.has("argon2id") && !is_argon2id_hash(login.argon2id)) {
        table.issue("argon2id", "bad_value", "this is no hash of Argon2id as Paraat writes it");
    }
    login.broker = table.required_text("broker");
    if (table.has("broker") && !is_broker_hash(login.broker)) {
        table.issue("broker", "bad_value", "this is no hash of Mosquitto's password file");
    }
    login.made_at.ms = table.integer("made_at", 0, INT64_MAX).value_or(0);
    login.is_disabled = table.boolean("disabled").value_or(false);
    logins[account] = std::move(login);
}

}  // namespace

LoginReading read_logins(std::string_view text, const std::string& file) {
    TomlDocument document(text, file);
    LoginReading reading;
    TomlDocument::Table root = document.root();
    for (TomlDocument::Table& table : root.tables("login")) read_login(table, reading.logins);
    reading.issues = document.take_issues();
    return reading;
}

std::string write_logins(const Logins& logins) {
    std::string text = "# The logins of this site, written by Paraat: `paraat admin` changes them.\n";
    for (const auto& [account, login] : logins) {
        text += "\n[[login]]\naccount = \"" + account + "\"\nargon2id = \"" + login.argon2id + "\"\nbroker = \"" +
                login.broker + "\"\nmade_at = " + std::to_string(login.made_at.ms) + "\n";
        if (login.is_disabled) text += "disabled = true\n";
    }
    return text;
}

std::string broker_password_file(const Logins& logins, const std::vector<std::string>& accounts) {
    std::string text;
    for (const std::string& account : accounts) {
        const auto found = logins.find(account);
        if (found == logins.end() || found->second.is_disabled) continue;
        text += account + ":" + found->second.broker + "\n";
    }
    return text;
}

Result<Logins> LoginStore::read() const {
    const std::filesystem::path file = file_in(directory_);
    std::error_code failed;
    // What cannot be looked at is there: it is read, and that says why it cannot be.
    if (!std::filesystem::exists(file, failed) && !failed) return Logins{};
    const auto text = read_file(file, file_most);
    if (!text) return Error{"disk_io", "", "cannot read " + file.string()};
    LoginReading reading = read_logins(*text, file.string());
    // Without the line itself: there are hashes in it.
    if (!reading.issues.empty()) return Error{"bad_logins", "", render(reading.issues.front(), "")};
    return std::move(reading.logins);
}

Result<void> LoginStore::write(const Logins& logins) const {
    return replace_file(file_in(directory_), write_logins(logins));
}

Result<std::string> LoginStore::make(const std::string& account, Copy copy, Instant now) {
    if (!is_plain_name(account)) return Error{"bad_name", "account", no_plain_name(account)};
    if (auto own = check_owner(directory_); !own) return own.error();
    if (auto made = make_private_directory(directory_); !made) return made.error();
    const Turn turn(directory_);
    if (!turn.why_not().code.empty()) return turn.why_not();
    auto logins = read();
    if (!logins) return logins.error();
    auto password = make_password();
    if (!password) return password;
    const auto argon2id = argon2id_hash(*password);
    if (!argon2id) return argon2id.error();
    const auto broker = broker_hash(*password);
    if (!broker) return broker.error();
    // The copy first: whoever dies in between leaves one that opens nothing, and no login that nobody can use.
    if (copy == Copy::kept) {
        if (auto made = make_private_directory(kept_file(account).parent_path()); !made) return made.error();
        if (auto kept = replace_file(kept_file(account), *password + "\n"); !kept) return kept.error();
    }
    Login& login = (*logins)[account];
    login = {*argon2id, *broker, now, login.is_disabled};
    if (auto written = write(*logins); !written) return written.error();
    if (copy == Copy::none) {
        std::error_code failed;
        std::filesystem::remove(kept_file(account), failed);
        if (failed)
            return Error{"disk_io", "", "cannot remove " + kept_file(account).string() + ": " + failed.message()};
    }
    return password;
}

Result<void> LoginStore::set_disabled(const std::string& account, bool is_disabled) {
    std::error_code failed;
    if (!std::filesystem::is_directory(directory_, failed)) {
        return Error{"no_login", "account", "\"" + account + "\" has no login"};
    }
    if (auto own = check_owner(directory_); !own) return own.error();
    const Turn turn(directory_);
    if (!turn.why_not().code.empty()) return turn.why_not();
    auto logins = read();
    if (!logins) return logins.error();
    const auto found = logins->find(account);
    if (found == logins->end()) return Error{"no_login", "account", "\"" + account + "\" has no login"};
    found->second.is_disabled = is_disabled;
    return write(*logins);
}

Result<std::string> LoginStore::kept_password(const std::string& account) const {
    const Error none{"no_login", "account", "no readable password of \"" + account + "\" is kept"};
    if (!is_plain_name(account)) return none;
    auto text = read_file(kept_file(account), kept_most);
    if (!text || !text->ends_with('\n') || text->size() < 2) return none;
    text->pop_back();
    // One that was left behind by a change is none.
    const auto logins = read();
    if (!logins) return logins.error();
    const auto found = logins->find(account);
    if (found == logins->end() || !is_broker_hash_of(found->second.broker, *text)) return none;
    return *text;
}

std::string LoginStore::mark() const {
    struct stat seen {};
    if (::stat(file_in(directory_).c_str(), &seen) != 0) return {};
    return std::to_string(seen.st_ino) + ":" + std::to_string(seen.st_size) + ":" +
           std::to_string(seen.st_mtim.tv_sec) + "." + std::to_string(seen.st_mtim.tv_nsec);
}

}  // namespace paraat::access

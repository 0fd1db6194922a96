#include "hub/pki/site_ca.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "hub/base/durable_file.hpp"
#include "hub/base/owner.hpp"
#include "hub/base/plain_name.hpp"
#include "hub/base/utf8.hpp"

namespace paraat::pki {
namespace {

namespace fs = std::filesystem;

// Clocks of devices are wrong: what was made now is good in theirs too.
constexpr Milliseconds backdated = std::chrono::hours{1};
constexpr Milliseconds fleeting = std::chrono::minutes{5};
constexpr Instant clock_least{1'764'547'200'000};  // 2025-12-01, before which nothing of this was there
constexpr std::size_t name_most = 40;
constexpr std::size_t host_most = 253;
constexpr std::size_t common_name_most = 64;
constexpr std::size_t file_most = 16UL << 20;

// While it lives no other process changes the folder.
class Locked {
public:
    explicit Locked(const fs::path& directory)
        : file_(::open((directory / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
        while (file_ >= 0 && flock(file_, LOCK_EX) != 0 && errno == EINTR) {
        }
    }
    ~Locked() {
        if (file_ >= 0) ::close(file_);
    }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;
    bool is_held() const { return file_ >= 0; }

private:
    int file_;
};

Error damaged(const fs::path& file, const std::string& why) {
    return {"ca_damaged", "", file.string() + " " + why + "; put the folder back from its backup"};
}

bool is_own_name(std::string_view account) {
    return account == "hub" || account.starts_with("hub-");
}

Result<void> check_account(const std::string& account) {
    if (!is_plain_name(account)) return Error{"bad_value", "account", no_plain_name(account)};
    if (is_own_name(account)) {
        return Error{"reserved", "account", "\"" + account + "\" is a name of the hub itself, which no device gets"};
    }
    return {};
}

Result<void> check_span(Milliseconds valid) {
    if (valid >= valid_least && valid <= valid_most) return {};
    return Error{"bad_value", "valid", "a certificate is valid for 1m to 1825d"};
}

bool is_older(const Certificate& a, const Certificate& b) {
    return std::tie(a.from, a.name, a.serial) < std::tie(b.from, b.name, b.serial);
}

}  // namespace

bool is_host(std::string_view text) {
    const std::string host(text);
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    if (inet_pton(AF_INET, host.c_str(), bytes.data()) == 1) return true;
    if (inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1) return true;
    const bool has_edge = host.starts_with('.') || host.starts_with('-') || host.ends_with('.') || host.ends_with('-');
    return !host.empty() && host.size() <= host_most && !has_edge && host.find("..") == std::string::npos &&
           host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos;
}

bool SiteCa::exists(const fs::path& directory) {
    std::error_code ignored;  // what cannot be looked at is found when it is opened
    return fs::exists(directory / "root.pem", ignored) || fs::exists(directory / "root.key", ignored) ||
           fs::exists(directory / "crl.pem", ignored);
}

Result<SiteCa> SiteCa::create(const fs::path& directory, const std::string& name, Instant now) {
    if (name.empty() || name.size() > name_most || !is_utf8(name)) {
        return Error{"bad_value", "name", "a site's name has 1 to 40 bytes"};
    }
    // A clock that lost its time would make a root that ended long ago.
    if (now < clock_least) return Error{"bad_clock", "", "this machine's clock is wrong: set it first"};
    if (auto own = check_owner(directory); !own) return own.error();
    if (auto made = make_private_directory(directory); !made) return made.error();
    const Locked lock(directory);
    if (!lock.is_held()) return disk_error("cannot lock", directory);
    if (exists(directory)) {
        return Error{"ca_exists", "", "there is a CA in " + directory.string() + "; a second one would not be trusted"};
    }
    auto root = make_root("Paraat CA of " + name, now - backdated, now + root_valid);
    if (!root) return root.error();
    SiteCa ca(directory, {root->certificate.pem, root->key_pem});
    if (auto made = make_private_directory(directory / "issued"); !made) return made.error();
    // The certificate last but one: a folder that was left half made is refused, and never taken for a whole one.
    if (auto kept = replace_file(directory / "root.key", root->key_pem); !kept) return kept.error();
    if (auto kept = replace_file(directory / "root.pem", root->certificate.pem); !kept) return kept.error();
    if (auto kept = ca.write_list({}, {}, now); !kept) return kept.error();
    return ca;
}

Result<SiteCa> SiteCa::open(const fs::path& directory) {
    if (!exists(directory)) {
        return Error{"ca_absent", "", "there is no CA in " + directory.string() + "; try: paraat ca init"};
    }
    if (auto own = check_owner(directory); !own) return own.error();
    const auto root = read_file(directory / "root.pem", file_most);
    if (!root) return damaged(directory / "root.pem", "cannot be read");
    const auto key = read_file(directory / "root.key", file_most);
    if (!key) return damaged(directory / "root.key", "cannot be read");
    if (!belong_together(*root, *key)) return damaged(directory / "root.key", "is not the key of root.pem");
    SiteCa ca(directory, {*root, *key});
    if (auto list = ca.list(); !list) return list.error();
    return ca;
}

Result<Issued> SiteCa::issue(const Wanted& wanted) {
    auto issued = sign(signer_, wanted);
    if (!issued) return issued;
    const Locked lock(directory_);
    if (!lock.is_held()) return disk_error("cannot lock", directory_);
    // Before anybody has it: what is not on record cannot be revoked by its name.
    auto kept = replace_file(directory_ / "issued" / (issued->certificate.serial + ".pem"), issued->certificate.pem);
    if (!kept) return kept.error();
    return issued;
}

Result<Issued> SiteCa::issue_device(const std::string& account, Milliseconds valid, Instant now) {
    if (auto sound = check_account(account); !sound) return sound.error();
    if (auto sound = check_span(valid); !sound) return sound.error();
    return issue({account, Purpose::device, {}, now - backdated, now + valid});
}

Result<Issued> SiteCa::issue_server(const std::vector<std::string>& hosts, Milliseconds valid, Instant now) {
    if (hosts.empty()) return Error{"bad_value", "hosts", "a server's certificate needs a name or an address"};
    for (const std::string& host : hosts) {
        if (!is_host(host))
            return Error{"bad_value", "hosts", "\"" + shortened(host) + "\" is no host name or address"};
    }
    if (auto sound = check_span(valid); !sound) return sound.error();
    const std::string name = hosts.front().size() <= common_name_most ? hosts.front() : "broker";
    return issue({name, Purpose::server, hosts, now - backdated, now + valid});
}

Result<Issued> SiteCa::sign_fleeting(const std::string& account, Instant now) const {
    if (auto sound = check_account(account); !sound) return sound.error();
    return sign(signer_, {account, Purpose::device, {}, now - backdated, now + fleeting});
}

Result<std::vector<Certificate>> SiteCa::issued() const {
    const auto revoked = list();
    if (!revoked) return revoked.error();
    std::vector<Certificate> all;
    std::error_code failed;
    for (fs::directory_iterator file(directory_ / "issued", failed), end; !failed && file != end;
         file.increment(failed)) {
        if (file->path().extension() != ".pem") continue;
        const auto pem = read_file(file->path(), file_most);
        auto read = pem ? read_certificate(*pem) : Result<Certificate>(Error{});
        if (!read) return damaged(file->path(), "cannot be read");
        const auto found = revoked->revoked.find(read->serial);
        if (found != revoked->revoked.end()) read->revoked_at = found->second;
        all.push_back(std::move(*read));
    }
    if (failed) return damaged(directory_ / "issued", "cannot be read: " + failed.message());
    std::sort(all.begin(), all.end(), is_older);
    return all;
}

Result<std::vector<Certificate>> SiteCa::revoke(std::string_view account_or_serial, Instant now) {
    const Locked lock(directory_);
    if (!lock.is_held()) return disk_error("cannot lock", directory_);
    auto all = issued();
    if (!all) return all;
    auto former = list();
    if (!former) return former.error();
    Revoked revoked = former->revoked;
    std::erase_if(*all, [&](const Certificate& one) {
        return one.revoked_at || (one.name != account_or_serial && one.serial != account_or_serial);
    });
    if (all->empty()) {
        return Error{"not_found", "",
                     "no certificate that still counts has the account or serial number \"" +
                         shortened(std::string(account_or_serial)) + "\"; try: paraat ca list"};
    }
    for (Certificate& one : *all) {
        one.revoked_at = now;
        revoked[one.serial] = now;
    }
    if (auto kept = write_list(*former, std::move(revoked), now); !kept) return kept.error();
    return all;
}

Result<bool> SiteCa::renew_list(Renewal renewal, Instant now) {
    const Locked lock(directory_);
    if (!lock.is_held()) return disk_error("cannot lock", directory_);
    auto former = list();
    if (!former) return former.error();
    if (renewal == Renewal::when_due && now - former->from < list_renewed_after + backdated) return false;
    if (auto kept = write_list(*former, former->revoked, now); !kept) return kept.error();
    return true;
}

Result<void> SiteCa::write_list(const RevocationList& former, Revoked revoked, Instant now) {
    const auto pem = sign_list(signer_, {std::move(revoked), former.number + 1, now - backdated, now + list_valid});
    if (!pem) return pem.error();
    return replace_file(directory_ / "crl.pem", *pem);
}

Result<RevocationList> SiteCa::list() const {
    const auto pem = list_pem();
    if (!pem) return pem.error();
    auto list = read_list(*pem, signer_.root_pem);
    if (!list) return damaged(directory_ / "crl.pem", "is no revocation list of this CA");
    return list;
}

Result<std::string> SiteCa::list_pem() const {
    const auto pem = read_file(directory_ / "crl.pem", file_most);
    if (!pem) return damaged(directory_ / "crl.pem", "cannot be read");
    return *pem;
}

std::string SiteCa::root_fingerprint() const {
    return fingerprint(signer_.root_pem).value_or("");
}

}  // namespace paraat::pki

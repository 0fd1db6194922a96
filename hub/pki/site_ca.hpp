#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "hub/pki/certificate.hpp"
#include "hub/pki/signing.hpp"

namespace paraat::pki {

inline constexpr std::chrono::hours day{24};
inline constexpr Milliseconds root_valid = 20 * 365 * day;
inline constexpr Milliseconds device_valid = 365 * day;
inline constexpr Milliseconds server_valid = 90 * day;
inline constexpr Milliseconds valid_least = std::chrono::minutes{1};
inline constexpr Milliseconds valid_most = 5 * 365 * day;
// A broker with an expired list refuses everybody: one is good for a year, and is renewed after a month.
inline constexpr Milliseconds list_valid = 365 * day;
inline constexpr Milliseconds list_renewed_after = 30 * day;

// The site's own certificate authority, in a folder:
//
//   root.pem  root.key (0600)    who signs
//   issued/SERIAL.pem            each certificate that was issued; their keys are not kept
//   crl.pem                      what was revoked, and when: there is no other record of it
//   lock                         held by whoever changes something
//
// Made anew for each use; several processes may have one of the same folder. Errors: `ca_absent`, `ca_exists`,
// `ca_damaged`, `not_owner`, `bad_clock`,
// `disk_io`, `crypto`, `bad_value`, `reserved`, `not_found`.
class SiteCa {
public:
    // `name` is for people: it stands in the root's common name, at most 40 bytes.
    static Result<SiteCa> create(const std::filesystem::path& directory, const std::string& name, Instant now);
    // Refuses a folder of which a part is missing: without its list, what was revoked would be good again.
    static Result<SiteCa> open(const std::filesystem::path& directory);
    static bool exists(const std::filesystem::path& directory);

    // `account` is 1 to 32 of a-z, 0-9 and -, and none of the hub's own names. An account may have several at a time.
    Result<Issued> issue_device(const std::string& account, Milliseconds valid, Instant now);
    // `hosts` are the names and addresses that clients connect to, at least one.
    Result<Issued> issue_server(const std::vector<std::string>& hosts, Milliseconds valid, Instant now);
    // For the hub's own hands: in the name of a device, for five minutes, and of no record.
    Result<Issued> sign_fleeting(const std::string& account, Instant now) const;

    // Oldest first.
    Result<std::vector<Certificate>> issued() const;
    // All good ones of that account, or the one of that serial number; gives what is revoked by this. Refused:
    // `not_found`, when nothing good has that name.
    Result<std::vector<Certificate>> revoke(std::string_view account_or_serial, Instant now);

    // Writes a fresh list if the newest is older than `list_renewed_after`, or at once; true when it did.
    enum class Renewal { when_due, at_once };
    Result<bool> renew_list(Renewal renewal, Instant now);
    Result<RevocationList> list() const;
    Result<std::string> list_pem() const;

    const std::string& root_pem() const { return signer_.root_pem; }
    // Of the root, for a person to compare.
    std::string root_fingerprint() const;

private:
    SiteCa(std::filesystem::path directory, Signer signer)
        : directory_(std::move(directory)), signer_(std::move(signer)) {}
    Result<Issued> issue(const Wanted& wanted);
    Result<void> write_list(const RevocationList& former, Revoked revoked, Instant now);

    std::filesystem::path directory_;
    Signer signer_;
};

// Whether a text may be a host in a certificate: a DNS name, or an address of IPv4 or IPv6.
bool is_host(std::string_view text);

}  // namespace paraat::pki

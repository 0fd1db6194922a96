#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"

namespace paraat::pki {

// What a certificate of the site is good for; never for both, so that no device can pass for the broker.
enum class Purpose { root, server, device };

const char* word_of(Purpose purpose);  // "device"

struct Certificate {
    std::string serial;  // lower-case hexadecimal
    std::string name;    // its common name: a device's is its account
    Purpose purpose = Purpose::device;
    std::vector<std::string> hosts;  // of a server: names and addresses, as they were asked for
    Instant from;
    Instant until;
    std::string pem;
    std::optional<Instant> revoked_at = std::nullopt;

    bool is_good(Instant now) const { return !revoked_at && now >= from && now < until; }
    // Rounded down, negative once it has ended.
    std::int64_t days_left(Instant now) const;
};

// Refused: `not_a_certificate`.
Result<Certificate> read_certificate(const std::string& pem);

// SHA-256 of the certificate itself, lower-case hexadecimal; what a person compares. Refused likewise.
Result<std::string> fingerprint(const std::string& pem);

}  // namespace paraat::pki

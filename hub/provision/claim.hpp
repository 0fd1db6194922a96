#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"

namespace paraat::provision {

// A link that makes one device a client of this site: for a while, and as often as it says. Whoever has its token may
// use it, so of the token only the SHA-256 is kept.
struct Claim {
    std::string id;  // SHA-256 of the token, lower-case hexadecimal
    std::string account;
    std::string kind;   // of the device's program: "paraat", "owntracks"
    std::string label;  // for a person: "Van 3"; may be empty
    Instant made;
    Instant until;
    int uses = 1;                  // at most
    std::vector<Instant> claimed;  // each use
    std::optional<Instant> ended;  // by a person, before its time

    bool operator==(const Claim&) const = default;
};

enum class ClaimState { waiting, used, expired, ended };

// What it is now; a link that was ended is so whatever else happened to it.
ClaimState state_of(const Claim& claim, Instant now);
const char* word_of(ClaimState state);  // "waiting"

std::string claim_text(const Claim& claim);  // JSON, one line
// Refused: `claim_damaged`, for anything that claim_text() does not write.
Result<Claim> read_claim(const std::string& text);

}  // namespace paraat::provision

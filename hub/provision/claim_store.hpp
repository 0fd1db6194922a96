#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "hub/provision/claim.hpp"

namespace paraat::provision {

inline constexpr Milliseconds claim_valid = std::chrono::minutes{15};
inline constexpr Milliseconds claim_valid_least = std::chrono::minutes{1};
inline constexpr Milliseconds claim_valid_most = std::chrono::hours{30 * 24};
inline constexpr int claim_uses_most = 100;
inline constexpr std::size_t label_most = 64;  // bytes

// All claim links of a site: a file each, named after the token's SHA-256, in a folder that is closed to others.
// Several processes and threads may use it at a time. Errors: `disk_io`, `not_owner`, `claim_damaged`, `bad_value`,
// `not_found`, `claim_used`, `claim_expired`, `claim_ended`.
class ClaimStore {
public:
    explicit ClaimStore(std::filesystem::path directory) : directory_(std::move(directory)) {}

    struct Wanted {
        std::string account;  // 1 to 32 of a-z, 0-9 and -
        std::string kind;     // one of kinds()
        std::string label;
        Milliseconds valid = claim_valid;
        int uses = 1;
    };
    struct Made {
        std::string token;  // the only place where it stands: whoever has it may claim
        Claim claim;
    };
    Result<Made> make(const Wanted& wanted, Instant now) const;
    // Whether make() would take it; makes nothing.
    static Result<void> check(const Wanted& wanted);

    // What the token may be used for now; uses nothing. A token that was never made is `not_found`.
    Result<Claim> look(const std::string& token, Instant now) const;
    // Uses it once, and makes what it is for. The use is on the disk before that is made, and is taken back when it
    // cannot be. Nobody ends a link meanwhile: whoever ends those of an account and then revokes its certificates
    // misses none.
    using Making = std::function<Result<std::string>(const Claim& used)>;
    Result<std::string> use(const std::string& token, Instant now, const Making& make) const;

    // Oldest first.
    Result<std::vector<Claim>> all() const;
    // Ends those of the account that could still be used; gives how many.
    Result<int> end(const std::string& account, Instant now) const;

private:
    Result<Claim> read(const std::string& id) const;
    Result<void> write(const Claim& claim) const;

    std::filesystem::path directory_;
};

// Programs that a link can set up wholly.
const std::vector<std::string>& kinds();

}  // namespace paraat::provision

#pragma once

#include <filesystem>
#include <string>

#include "hub/base/digest.hpp"
#include "hub/base/result.hpp"
#include "hub/core/names.hpp"
#include "hub/core/words.hpp"

namespace paraat::app {

// Makes the ids of new incidents and instructions: the hub's time, and 80 bits of HMAC-SHA-256 over (client, kind, id)
// with a key that only this site has (contract section 3): nobody outside can guess or forge one, and the same input
// at the same time always gets the same.
class FreshIds {
public:
    explicit FreshIds(std::string site_key) : site_key_(std::move(site_key)) {}

    core::IncidentId incident(Instant now, const core::ClientName& client, core::InputKind kind,
                              const std::string& id) const;
    core::InstructionId instruction(Instant now, const core::ClientName& client, core::InputKind kind,
                                    const std::string& id) const;

    // Of a message that says a secret: a plain digest would let it be guessed.
    Sha256 digest_of_secret(std::string_view bytes) const { return hmac_sha256(site_key_, bytes); }

private:
    Ulid make(Instant now, std::string_view of, const core::ClientName& client, core::InputKind kind,
              const std::string& id) const;

    std::string site_key_;
};

// 32 random bytes in a file that only the owner may read. Beside a journal with events it must be there: another key
// would give the same input another id.
Result<std::string> load_site_key(const std::filesystem::path& file);
// Of a new journal: made when absent.
Result<std::string> load_or_make_site_key(const std::filesystem::path& file);

}  // namespace paraat::app

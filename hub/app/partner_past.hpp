#pragma once

#include <filesystem>
#include <map>

#include "hub/base/result.hpp"
#include "hub/core/state.hpp"

// What partners were told, and would have been, by the journal; beside a hub that runs.
namespace paraat::app {

struct PartnerPreview {
    Instant since;
    Instant until;
    std::vector<core::Event> told;                    // PartnerTold, in order
    std::map<core::Withheld, std::int64_t> withheld;  // incidents of which nothing was told, by the newest reason
};

// What this agreement would have given between `span` before `until` and that, had it been in force then: by the same
// code as the hub's. By the clock, since the journal's newest event may be of covert work. What happened in one
// millisecond is looked at once. Of covert work and drills not even that they were withheld is told.
Result<PartnerPreview> preview_partner(const std::filesystem::path& journal, core::Agreement agreement,
                                       Milliseconds span, Instant until);

// What one partner was told, and how it stands.
struct PartnerRecord {
    core::Agreement agreement;  // in force, or the last that was; of a partner that never had one its name only
    std::string version;        // empty = none is in force
    std::int64_t words = 0;     // that it was told
    std::int64_t standing = 0;  // incidents that it knows as going on
    std::int64_t waiting = 0;   // words that wait for the delay
    std::int64_t recalled = 0;
    struct Kept {
        core::CaseId name;
        core::Revision rev = 0;
        Instant told_at;
        bool is_over = false;  // and it was told so
    };
    std::vector<Kept> kept;  // incidents that it was told of and that were not recalled
    std::optional<core::AgreementEnding> ended;
    Instant ended_at;
};

// Of all partners that the journal knows, by name.
Result<std::map<core::ClientName, PartnerRecord>> partner_records(const std::filesystem::path& journal);

}  // namespace paraat::app

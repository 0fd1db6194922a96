#include "hub/app/organisation_in_force.hpp"

#include "hub/app/past.hpp"
#include "hub/base/owner.hpp"
#include "hub/core/staff.hpp"
#include "hub/journal/files.hpp"

namespace paraat::app {

Result<InForce> organisation_in_force(const core::Organisation& configured, const std::filesystem::path& journal) {
    InForce found;
    std::error_code failed;
    const bool is_there = std::filesystem::exists(journal::Paths{journal}.journal(), failed);
    if (auto own = check_owner(journal); !own) return own.error();
    if (!is_there) {
        found.organisation = configured;
        return found;
    }
    auto reader = journal::JournalReader::open(journal);
    if (!reader) return reader.error();
    auto past = Past::before(std::move(*reader), {INT64_MAX});
    if (!past) return past.error();
    while (true) {
        auto event = past->next();
        if (!event) return event.error();
        if (!*event) break;
        core::evolve(past->state, **event);
    }
    found.state = std::move(past->state);
    found.has_journal = true;
    found.organisation = core::Staff(configured, found.state).organisation();
    return found;
}

}  // namespace paraat::app

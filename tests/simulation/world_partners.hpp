#pragma once

#include <filesystem>
#include <vector>

#include "hub/core/agreement.hpp"
#include "tests/simulation/chance.hpp"
#include "tests/simulation/instant_hub.hpp"

namespace paraat::simulation {

// From then on these are the agreements with partners.
struct AgreementChange {
    Instant at;
    std::vector<core::Agreement> agreements;
};
// In a day: both agreements; less for the municipality; without the police; both again, until they are over.
std::vector<AgreementChange> agreement_changes_of(Chance& chance, Instant begin, Milliseconds length);

// What `paraat partners` would say by the journal: the words of such an agreement, were it in force all day, and how
// each partner stands.
std::vector<Seen> told_by_journal(const std::filesystem::path& journal, const core::Agreement& agreement, Instant now);

}  // namespace paraat::simulation

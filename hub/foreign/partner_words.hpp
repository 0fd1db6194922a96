#pragma once

#include <string>
#include <vector>

#include "hub/core/partner_events.hpp"

namespace paraat::foreign {

// What a word alone does not say, and some formats do.
struct WordAround {
    core::ClientName partner;
    std::string sender;                 // this site's name, as the agreement has it
    std::vector<Instant> earlier = {};  // when the words before it were told, the newest last (core::PartnerCase)
};

// What a partner is sent, in the format that its agreement says it reads. The same each time for the same word.
std::string write_for_partner(core::PartnerFormat format, const core::PartnerWord& word, Instant sent,
                              const WordAround& around);

}  // namespace paraat::foreign

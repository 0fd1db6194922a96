#pragma once

#include <string>

#include "hub/core/partner_events.hpp"

namespace paraat::foreign {

// What a partner is sent, in the format that its agreement says it reads.
std::string write_for_partner(core::PartnerFormat format, const core::PartnerWord& word, Instant sent);

}  // namespace paraat::foreign

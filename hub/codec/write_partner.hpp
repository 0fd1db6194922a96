#pragma once

#include <string>

#include "hub/core/partner_events.hpp"

namespace paraat::codec {

// What a partner is sent, in the format that it reads. Each format is a case of its switch.
std::string write_for_partner(core::PartnerFormat format, const core::PartnerWord& word, Instant sent);

}  // namespace paraat::codec

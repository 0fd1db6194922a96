#pragma once

#include <string>

#include "hub/core/partner_events.hpp"

namespace paraat::codec {

// What a partner is sent whose format is JSON.
std::string partner_json(const core::PartnerWord& word, Instant sent);

}  // namespace paraat::codec

#pragma once

#include <string>

#include "hub/codec/cap/alert.hpp"
#include "hub/core/names.hpp"

namespace paraat::foreign {

// Whom a CAP message came from, and what this site calls itself to him.
struct CapAnswerer {
    std::string site;
    core::ClientName partner;
    Instant now;
};

// CAP's Ack, or Error with the sentence as its note, to one message: what the hub made of it. A message of its own, so
// its identifier is another for each.
std::string cap_answer(const CapAnswerer& by, const codec::cap::Alert& to, bool is_accepted,
                       const std::string& sentence);

}  // namespace paraat::foreign

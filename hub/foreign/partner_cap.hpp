#pragma once

#include <chrono>
#include <string>

#include "hub/core/partner_events.hpp"
#include "hub/foreign/partner_words.hpp"

namespace paraat::foreign {

// How long a CAP message of the hub holds when nothing newer comes.
inline constexpr Milliseconds cap_word_life = std::chrono::hours{24};

// A word to a partner as CAP 1.2: the first of a case is an Alert, a later one an Update, a close or recall a Cancel.
// An Update and a Cancel refer to every earlier message of the case that has not expired, or to the newest when all
// have. Its identifier is the case and the count, so that it is the same each time that it is sent. Always Actual:
// drills go to no partner. What the agreement does not give is Unknown or absent.
std::string partner_cap(const core::PartnerWord& word, Instant sent, const WordAround& around);

}  // namespace paraat::foreign

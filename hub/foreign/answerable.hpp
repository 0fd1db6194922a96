#pragma once

#include <cstdint>
#include <string>

#include "hub/base/time.hpp"
#include "hub/foreign/tak_message_id.hpp"

namespace paraat::foreign {

// Something that stands with an account and that it may answer in a word: an instruction to it, or a call about an
// incident in its newest revision.
struct Answerable {
    TakMessageSubject subject;
    std::string text;                                                           // on one line, as it was told
    Instant at;                                                                 // since when it stands
    enum class Rung : std::uint8_t { told, read, accepted } rung = Rung::told;  // the account's own

    bool is_notice() const { return std::holds_alternative<TakNotice>(subject); }
};

}  // namespace paraat::foreign

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "hub/core/names.hpp"

namespace paraat::foreign {

// A message of the hub to a TAK user has an id that says what it was about: its receipts bring it back.
struct TakNotice {
    core::IncidentId incident;
    core::Revision rev = 0;

    bool operator==(const TakNotice&) const = default;
};
using TakMessageSubject = std::variant<core::InstructionId, TakNotice>;

std::string tak_message_id(const TakMessageSubject& subject);
// Nullopt of a message that is not the hub's.
std::optional<TakMessageSubject> subject_of_tak_message(std::string_view id);

}  // namespace paraat::foreign

#pragma once

#include "hub/core/state.hpp"

namespace paraat::projection {

// What a text of a client, 4,000 bytes, takes in JSON where it has no control characters but ends of lines and tabs.
inline constexpr std::size_t text_json_most = 8'000;

// The incident as one of its divisions sees it; whatever is in it, it fits into a message.
core::Alert alert_of(const core::Incident& incident, const core::DivisionName& division);
// What it takes in JSON, at most.
std::size_t size_of(const core::Alert& alert);
// What one client is asked, while its rung stands.
core::Notice notice_of(const core::Incident& incident, const core::ClientName& client, const core::NoticeRung& rung);
core::InstructionView view_of(const core::Instruction& instruction);

}  // namespace paraat::projection

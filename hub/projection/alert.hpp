#pragma once

#include "hub/core/state.hpp"

namespace paraat::projection {

// The incident as one of its divisions sees it; whatever is in it, it fits into a message.
core::Alert alert_of(const core::Incident& incident, const core::DivisionName& division);
// What it takes in JSON, at most.
std::size_t json_size(const core::Alert& alert);
// What one client is asked, while its rung stands.
core::Notice notice_of(const core::Incident& incident, const core::ClientName& client, const core::NoticeRung& rung);
core::InstructionView view_of(const core::Instruction& instruction);

}  // namespace paraat::projection

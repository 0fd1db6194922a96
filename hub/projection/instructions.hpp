#pragma once

#include "hub/projection/answers.hpp"

namespace paraat::projection {

// The orders that stand, or ended a short time ago, of which the asker may know, and how far each got with whom.
void answer_instructions(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                         core::QueryResult& result);

}  // namespace paraat::projection

#pragma once

#include "hub/projection/answers.hpp"

namespace paraat::projection {

// What the asker, or an account that it may instruct, leaves to the next; of what both may know.
void answer_handover(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                     core::QueryResult& result);

}  // namespace paraat::projection

#pragma once

#include "hub/projection/answers.hpp"

namespace paraat::projection {

// The exercises that run, for all of the organisation: whom one does not ask must know that others play.
void answer_exercises(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                      core::QueryResult& result);

}  // namespace paraat::projection

#pragma once

#include "hub/projection/answers.hpp"

namespace paraat::projection {

// The named polygons of the rules, and the risk of each by what the asker may read.
void answer_areas(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                  core::QueryResult& result);

}  // namespace paraat::projection

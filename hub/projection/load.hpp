#pragma once

#include "hub/projection/answers.hpp"

namespace paraat::projection {

// How many alerts come to whom (docs/decisions/0022): all posts for the centre and the opco, those of the own division
// for a coordinator; those of covert work apart, for the cleared.
void answer_load(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                 core::QueryResult& result);

// What /metrics tells of open work.
struct LoadFigures {
    std::int64_t in_flood = 0;  // posts
    std::int64_t most = 0;      // alerts to one of them in the last ten minutes
};
LoadFigures load_figures(const core::Load& load, Instant now);

}  // namespace paraat::projection

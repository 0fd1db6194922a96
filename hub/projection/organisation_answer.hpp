#pragma once

#include "hub/projection/answers.hpp"

namespace paraat::projection {

// Who the asker is and what there is, for all of the organisation: a page of it. Of covert units it says nothing, to
// whomever, and no more than whether the asker is cleared.
void answer_organisation(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                         core::QueryResult& result);

}  // namespace paraat::projection

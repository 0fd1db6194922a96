#pragma once

#include "hub/projection/answers.hpp"

// Answers to who plans: who may be sent, who will be called, and whether that reaches anybody.
namespace paraat::projection {

void answer_nearest(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                    core::QueryResult& result);
void answer_policies(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                     core::QueryResult& result);
// Who is on duty where is for those to know who coordinate.
void answer_reach(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                  core::QueryResult& result);

}  // namespace paraat::projection

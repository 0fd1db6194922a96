#pragma once

#include <deque>

#include "hub/core/heard.hpp"
#include "hub/projection/answers.hpp"

namespace paraat::projection {

// The newest messages in foreign formats, for whoever connects devices. Those of covert units are kept apart, so that
// what the uncleared are told does not depend on how many there are. One thread owns it.
class HeardList {
public:
    static constexpr std::size_t most = 512;  // of either kind

    void put(core::HeardMessage message);
    // Newest first; `with_covert` mixes both by their time.
    std::vector<core::HeardMessage> all(bool with_covert) const;

private:
    std::deque<core::HeardMessage> open_;
    std::deque<core::HeardMessage> covert_;
};

// The answer to "heard": of `query.unit` alone, when it names one.
void answer_heard(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                  core::QueryResult& result);

}  // namespace paraat::projection

#pragma once

#include <deque>
#include <map>
#include <optional>

#include "hub/app/batch.hpp"

namespace paraat::app {

// Questions that wait for their answer, the oldest first. Bounded for each client, so that a greedy one waits behind
// itself, and in all. One thread owns it.
class QuestionQueue {
public:
    static constexpr std::size_t most = 4'000;
    static constexpr std::size_t most_of_a_client = 64;

    // False when it, or the client's share, is full.
    bool put(Question question);
    std::optional<Question> take();
    std::size_t size() const { return waiting_.size(); }
    bool empty() const { return waiting_.empty(); }

private:
    std::deque<Question> waiting_;
    std::map<core::ClientName, std::size_t> shares_;
};

}  // namespace paraat::app

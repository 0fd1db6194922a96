#include "hub/app/question_queue.hpp"

namespace paraat::app {

bool QuestionQueue::put(Question question) {
    if (waiting_.size() >= most) return false;
    const auto share = shares_.find(question.asker);
    if (share != shares_.end() && share->second >= most_of_a_client) return false;
    ++shares_[question.asker];
    waiting_.push_back(std::move(question));
    return true;
}

std::optional<Question> QuestionQueue::take() {
    if (waiting_.empty()) return std::nullopt;
    Question first = std::move(waiting_.front());
    waiting_.pop_front();
    const auto share = shares_.find(first.asker);
    if (--share->second == 0) shares_.erase(share);
    return first;
}

}  // namespace paraat::app

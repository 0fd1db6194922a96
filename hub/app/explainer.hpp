#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "hub/app/batch.hpp"
#include "hub/app/incident_explanation.hpp"
#include "hub/base/bounded_queue.hpp"
#include "hub/base/queue_fill.hpp"

namespace paraat::app {

// Answers "explain", on a thread of its own: it may have to read the journal from its beginning, and nobody else waits
// for that. One question after the other.
class Explainer {
public:
    struct Parts {
        const core::Organisation& organisation;  // outlives it
        std::filesystem::path journal;
        KeptRules kept;
        std::function<void()> wake;  // called when an answer is there
    };
    using Answer = std::pair<Question, core::QueryResult>;

    explicit Explainer(Parts parts);
    ~Explainer();

    // About an incident that the asker may read, as the journal stood at `until`. False when too many wait; any thread.
    bool ask(Question question, journal::Sequence until);
    // All that was asked was answered, and taken; any thread.
    bool is_at_rest() const { return open_ == 0; }
    QueueFill queue() const { return {"explanations", asked_.size(), asked_.capacity()}; }
    // What was answered since the last time; does not wait.
    std::vector<Answer> take();

private:
    static constexpr std::size_t asked_most = 32;

    void run();
    core::QueryResult answer_or_fault(const Question& question, journal::Sequence until);
    core::QueryResult answer(const Question& question, journal::Sequence until);

    Parts parts_;
    RuleLibrary library_;
    BoundedQueue<std::pair<Question, journal::Sequence>> asked_{asked_most};
    BoundedQueue<Answer> answered_{asked_most};
    std::atomic<std::size_t> open_{0};
    std::thread thread_;
};

// The part of an explanation that a query asks for, small enough for a message.
core::QueryResult page_of(const IncidentExplanation& explanation, const Question& question);

}  // namespace paraat::app

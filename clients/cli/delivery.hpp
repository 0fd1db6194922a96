#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "hub/base/time.hpp"

namespace paraat::cli {

// How fast records are sent.
struct Pace {
    double speed = 0;             // times real time; 0 = as fast as receipts come
    Milliseconds longest_gap{0};  // a night without records is not waited for
};

// The wait before a record that happened at `now`, after one of `before`. None when it happened earlier: a file need
// not be in the order of time.
Milliseconds gap(const Pace& pace, Instant before, Instant now);

// Which record goes out when: in file order, and again until it is answered. Time and chance come in; no I/O.
class Delivery {
public:
    using Moment = std::chrono::steady_clock::time_point;

    Delivery(std::vector<Instant> happened, const Pace& pace, std::chrono::seconds patience, Moment begins);

    // The next record to send now, at most `unanswered_most` being unanswered; nullopt when none is due.
    std::optional<std::size_t> take_due(Moment now, std::uint32_t chance);
    // False when it was not under way: a receipt may come several times.
    bool answer(std::size_t record, Moment now);
    // A new connection: what was unanswered on the old one is due at once.
    void begin_again(Moment now);

    bool is_done() const { return answered_ == happened_.size(); }
    std::size_t answered() const { return answered_; }
    // Nothing was answered for that long although something waited for it. Waiting for the next record's time is no
    // silence.
    bool is_out_of_patience(Moment now);

private:
    struct Waiting {
        Moment again;
        int tries = 0;
    };
    static constexpr std::size_t unanswered_most = 200;

    bool is_next_due(Moment now) const { return next_ < happened_.size() && next_due_ <= now; }

    std::vector<Instant> happened_;
    Pace pace_;
    std::chrono::seconds patience_;
    std::map<std::size_t, Waiting> waiting_;
    std::size_t next_ = 0;
    std::size_t answered_ = 0;
    Moment next_due_;
    Moment silent_since_;
};

}  // namespace paraat::cli

#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "hub/codec/p2000/dispatch.hpp"

namespace paraat::codec::p2000 {

enum class Joining {
    fresh,       // a page of its own
    same,        // what was sent to other capcodes at the same time
    repeat,      // what was sent before, minutes ago
    held,        // a piece whose message goes on
    withdrawal,  // takes a dispatch back; `of` says which, where it is known
};

struct JoinedPage {
    Joining kind = Joining::fresh;
    std::uint64_t number = 0;         // of the page that it is, counted by the joiner from 1; 0 while it is held
    std::optional<std::uint64_t> of;  // the earlier page that it belongs to
    Page page;                        // of pieces the whole; of the same page with all capcodes so far
    Dispatch dispatch;

    bool operator==(const JoinedPage&) const = default;
};

// Puts together what belongs together, by these rules, the first that fits:
// - A page that the receiver marks as going on, or that ends within a unit's number, is held. The next one of the same
//   capcodes within `piece_within` that is marked as a piece, or has neither a priority nor a class, is put behind it.
//   What is held too long comes out by `overdue`, as a fragment.
// - The same text within `same_within` is the same page, and within `repeat_within` a repeat.
// - A withdrawal belongs to the newest page within `withdrawal_within` with one of its numbers, else with the same
// class,
//   road, street and place; else it stands alone.
// Moments may come in any order; distance is what counts. Bounded: the oldest is let go of. One thread.
class PageJoiner {
public:
    struct Limits {
        std::chrono::seconds same_within{30};
        std::chrono::seconds repeat_within{600};
        std::chrono::seconds piece_within{30};
        std::chrono::seconds withdrawal_within{4 * 3'600};
        std::size_t pages_most = 1'000;
        std::size_t held_most = 64;
        std::size_t text_most = 4'096;  // bytes of a whole
    };

    explicit PageJoiner(const Tables& tables) : PageJoiner(tables, Limits{}) {}
    PageJoiner(const Tables& tables, Limits limits) : tables_(tables), limits_(limits) {}

    JoinedPage take(Page page, Instant at);
    // Pieces whose rest did not come.
    std::vector<JoinedPage> overdue(Instant at);

private:
    struct Known {
        std::uint64_t number = 0;
        Instant at;
        std::string text;
        std::vector<std::string> capcodes;
        std::vector<Number> numbers;
        std::string gist;
        bool is_withdrawal = false;
    };
    struct Held {
        Instant at;
        Page page;
    };

    // Whether the page is the next piece of what is held; it is then put behind that.
    bool put_behind(Page& page, const Dispatch& dispatch, Instant at);
    JoinedPage settle(Page page, Instant at);
    Known* earlier(const std::string& text, Instant at);
    const Known* withdrawn(const Dispatch& dispatch, Instant at) const;
    void remember(const JoinedPage& joined, Instant at);

    const Tables& tables_;
    Limits limits_;
    std::uint64_t last_ = 0;
    std::deque<Known> known_;  // newest last
    std::deque<Held> held_;
};

}  // namespace paraat::codec::p2000

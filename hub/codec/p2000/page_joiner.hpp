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

// When a page was sent, as far as its receiver shows it, and when the hub got it. A receiver that was away sends its
// backlog at once, so pages belong together by the one and wait by the other.
struct PageTimes {
    Instant shown;
    Instant arrived;
};

// One that waits for its rest.
struct HeldPiece {
    Page page;
    Instant arrived;
};

// Puts together what belongs together, by these rules, the first that fits:
// - A page that the receiver marks as going on, or that ends within a unit's number, is held. The next one of the same
//   capcodes within `piece_within` that is marked as a piece, or has neither a priority nor a class, is put behind it.
//   What is held too long comes out by `overdue`, as a fragment; and so does at once what there is no room to hold.
// - The same text within `same_within` is the same page, and within `repeat_within` a repeat.
// - A withdrawal belongs to the newest page within `withdrawal_within` with one of its numbers, else with the same
// class,
//   road, street and place; else it stands alone.
// Moments may come in any order; distance is what counts. Bounded: of settled pages the oldest is forgotten, and
// nothing that is held is. One thread.
class PageJoiner {
public:
    struct Limits {
        std::chrono::seconds same_within{30};
        std::chrono::seconds repeat_within{600};
        std::chrono::seconds piece_within{30};
        std::chrono::seconds withdrawal_within{4 * 3'600};
        std::size_t pages_most = 1'000;
        std::size_t held_most = 64;
        std::size_t joined_most = 256;  // pieces that are known to have been put together
        std::size_t text_most = 4'096;  // bytes of a whole
    };

    explicit PageJoiner(const Tables& tables) : PageJoiner(tables, Limits{}) {}
    PageJoiner(const Tables& tables, Limits limits) : tables_(tables), limits_(limits) {}

    JoinedPage take(Page page, PageTimes when);
    // Pieces whose rest did not come, by when they arrived.
    std::vector<JoinedPage> overdue(Instant now);
    // All that is held: nothing comes any more.
    std::vector<JoinedPage> let_go();
    bool is_holding() const { return !held_.empty(); }
    // Taken in this order they are held as they are.
    std::vector<HeldPiece> held() const;

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
        PageTimes when;  // of the newest piece
        Page page;
        std::vector<HeldPiece> pieces;
    };

    // Whether it is a piece of what is held, or of what was put together: a broker may bring it twice.
    bool is_held(const Page& page) const;
    bool is_joined(const Page& page) const;
    std::vector<JoinedPage> release(Instant arrived_until, const std::string& why);
    // The pieces of what the page is put behind, being the next piece of that; empty when it is none.
    std::vector<HeldPiece> put_behind(Page& page, const Dispatch& dispatch, Instant at);
    JoinedPage settle(Page page, Instant at);
    Known* earlier(const std::string& text, Instant at);
    const Known* withdrawn(const Dispatch& dispatch, Instant at) const;
    void remember(const JoinedPage& joined, Instant at);

    const Tables& tables_;
    Limits limits_;
    std::uint64_t last_ = 0;
    std::deque<Known> known_;  // newest last
    std::deque<Held> held_;
    std::deque<Page> joined_;  // pieces, newest last
};

}  // namespace paraat::codec::p2000

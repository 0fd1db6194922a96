#pragma once

#include "hub/base/time.hpp"

namespace paraat::core {

// The newest press of a panic button that is known, by the clock of its device: from the first word of it to the first
// that says that it was let go.
struct Press {
    // By as much words of a device overtake each other on the way; more is a clock that was set back.
    static constexpr Milliseconds overtaken_most = std::chrono::minutes{1};

    Instant from;
    Instant until;  // `never` while it is pressed

    bool operator==(const Press&) const = default;
    bool is_on() const { return until == never; }
    // Whether a word that was sent then, and says that the button is pressed, is of this press.
    bool covers(Instant sent_at) const {
        return sent_at < until && sent_at >= (is_on() ? from - overtaken_most : from);
    }
    // Such a word, or one that says that it is not pressed; each may come late. By what is known already, a press that
    // is new by it is over at `over_at`.
    void hear(bool is_pressed, Instant sent_at, Instant over_at);
    // Nobody knows any more: what is heard next is a new one.
    void forget() {
        if (is_on()) until = from;
    }

    template <class Self, class Visit>
    static void fields(Self& self, Visit& visit) {
        visit(1, "from", self.from);
        visit(2, "until", self.until);
    }
};

}  // namespace paraat::core

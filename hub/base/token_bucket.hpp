#pragma once

#include <cstdint>

#include "hub/base/time.hpp"

namespace paraat {

// Lets so many through per second, and up to `burst` at once after a rest. It has no clock: every question brings the
// time, always of the same clock. It begins full.
class TokenBucket {
public:
    // Tokens: `rate` per second, at most `burst` saved up. Both at least 1.
    TokenBucket(std::int64_t rate, std::int64_t burst);

    // So many tokens, at most `burst`, if there are as many; else none.
    bool take(Instant now, std::int64_t tokens = 1);
    // Until there are; 0 when there are.
    Milliseconds wait(Instant now, std::int64_t tokens = 1) const;
    // As if nothing had ever been taken: whoever forgets it loses nothing.
    bool is_full(Instant now) const;

private:
    std::int64_t level(Instant now) const;

    // In thousandths of a token: a rate per second is so many of them per millisecond, and nothing is rounded.
    std::int64_t rate_;
    std::int64_t full_;
    std::int64_t level_;
    Instant at_;  // of level_
};

}  // namespace paraat

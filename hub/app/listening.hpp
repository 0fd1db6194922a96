#pragma once

#include <cstdint>
#include <optional>

#include "hub/base/time.hpp"

namespace paraat::app {

// After the start, after the process stood still, and when the broker is back, timers wait until what was queued
// meanwhile is in: until nothing came for `quiet` while connected, but at most `longest` from the first connection, or
// without one from the beginning. Then what is due happens, also while the connection comes and goes. One thread owns
// it; once a round it is told what there is.
class Listening {
public:
    static constexpr Milliseconds quiet = std::chrono::milliseconds{500};
    static constexpr Milliseconds longest = std::chrono::seconds{5};
    static constexpr Milliseconds longest_round = std::chrono::seconds{2};  // longer: the process stood still

    explicit Listening(Instant now) : begun_(now), round_(now) {}

    struct Round {
        Instant now;
        bool is_connected = false;
        std::uint64_t incarnation = 0;
        bool has_heard = false;
    };
    void pass(const Round& round);
    bool is_over() const { return is_over_; }

private:
    Instant begun_;  // or when the first connection since then came about
    Instant round_;
    bool was_connected_ = false;
    bool is_over_ = false;
    std::optional<Instant> silent_since_;  // while connected
    std::uint64_t incarnation_ = 0;
};

}  // namespace paraat::app

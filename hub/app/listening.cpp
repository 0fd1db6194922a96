#include "hub/app/listening.hpp"

namespace paraat::app {

void Listening::pass(const Round& round) {
    const bool stood_still = round.now - round_ > longest_round;
    const bool is_back = is_over_ && round.is_connected && round.incarnation != incarnation_;
    if (stood_still || is_back) {
        begun_ = round.now;
        was_connected_ = false;
        is_over_ = false;
        silent_since_.reset();
    }
    round_ = round.now;
    if (is_over_) return;
    if (!round.is_connected) {
        silent_since_.reset();
    } else if (!silent_since_ || round.has_heard || round.incarnation != incarnation_) {
        silent_since_ = round.now;
        // Once only: a connection that comes and goes must not hold up timers for ever.
        if (!was_connected_) begun_ = round.now;
        was_connected_ = true;
    }
    incarnation_ = round.incarnation;
    const bool is_quiet = silent_since_ && round.now - *silent_since_ >= quiet;
    is_over_ = is_quiet || round.now - begun_ >= longest;
}

}  // namespace paraat::app

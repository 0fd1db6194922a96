#include "hub/core/press.hpp"

#include <algorithm>

namespace paraat::core {

void Press::hear(bool is_pressed, Instant sent_at, Instant over_at) {
    if (is_pressed && !covers(sent_at)) *this = {sent_at, over_at};
    if (is_pressed) return;
    if (sent_at >= from) until = std::min(until, sent_at);
    if (is_on() && sent_at < from - overtaken_most) until = from;
}

}  // namespace paraat::core

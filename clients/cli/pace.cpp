#include "clients/cli/pace.hpp"

#include <algorithm>

namespace paraat::cli {

Milliseconds pause_between(Instant before, Instant at, double speed) {
    const Milliseconds gap = std::clamp(at - before, Milliseconds{0}, gap_most);
    return Milliseconds{static_cast<std::int64_t>(static_cast<double>(gap.count()) / speed)};
}

}  // namespace paraat::cli

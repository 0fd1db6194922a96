#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/base/result.hpp"
#include "hub/transport/transport.hpp"

namespace paraat::transport {

struct GatherLimits {
    Milliseconds quiet;     // without one more, it has them all
    Milliseconds deadline;  // for all of it
};

// What the broker retains under the filters, one message after another, over a short connection of its own; on the
// caller's thread. Refused with `broker_unreachable`, see Transport::collect_retained.
Result<void> gather_retained(const Settings& settings, const std::vector<std::string>& filters, GatherLimits limits,
                             const std::function<void(std::string_view topic, std::string_view payload)>& seen);

}  // namespace paraat::transport

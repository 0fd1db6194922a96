#pragma once

#include <string>

#include "hub/base/result.hpp"
#include "hub/base/time.hpp"

namespace paraat::cli {

// A moment as a person says it: a span from now ("30m", "2h"), a time of day ("23:00", the next one), a date with it
// ("2026-12-06 01:30"), milliseconds since the Unix epoch, or 0. Times are of the local zone of who types.
Result<Instant> moment_in(const std::string& text, Instant now);

}  // namespace paraat::cli

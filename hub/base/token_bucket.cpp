#include "hub/base/token_bucket.hpp"

#include <algorithm>

#include "hub/base/check.hpp"

namespace paraat {
namespace {

constexpr std::int64_t token = 1'000;  // thousandths

}  // namespace

TokenBucket::TokenBucket(std::int64_t rate, std::int64_t burst) : rate_(rate), full_(burst * token), level_(full_) {
    PARAAT_CHECK(rate >= 1 && burst >= 1);
}

bool TokenBucket::take(Instant now, std::int64_t tokens) {
    level_ = level(now);
    at_ = std::max(at_, now);
    if (level_ < tokens * token) return false;
    level_ -= tokens * token;
    return true;
}

Milliseconds TokenBucket::wait(Instant now, std::int64_t tokens) const {
    const std::int64_t missing = std::max<std::int64_t>(0, tokens * token - level(now));
    return Milliseconds{(missing + rate_ - 1) / rate_};
}

bool TokenBucket::is_full(Instant now) const {
    return level(now) == full_;
}

std::int64_t TokenBucket::level(Instant now) const {
    const std::int64_t passed = std::max<std::int64_t>(0, now.ms - at_.ms);
    // Compared before it is multiplied: after a long rest the product would not fit.
    if (passed > (full_ - level_) / rate_) return full_;
    return std::min(full_, level_ + passed * rate_);
}

}  // namespace paraat

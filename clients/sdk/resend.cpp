#include "clients/sdk/resend.hpp"

#include <algorithm>

namespace paraat::sdk {
namespace {

constexpr int doublings_most = 10;
constexpr Milliseconds shortest{10};
constexpr Milliseconds longest = std::chrono::days{30};
constexpr Milliseconds spread_most{1'000};

Milliseconds part_of(Milliseconds span, std::uint32_t chance) {
    const auto share = static_cast<std::uint64_t>(chance) * static_cast<std::uint64_t>(span.count()) >> 32;
    return Milliseconds{static_cast<std::int64_t>(share)};
}

}  // namespace

Milliseconds resend_after(int tries, std::uint32_t chance, const ResendWaits& waits) {
    const Milliseconds first = std::clamp<Milliseconds>(waits.first, shortest, longest);
    const Milliseconds most = std::clamp<Milliseconds>(waits.most, first, longest);
    const Milliseconds reach = std::min(most, first * (1 << std::clamp(tries, 0, doublings_most)));
    return reach / 2 + part_of(reach / 2, chance);
}

Milliseconds spread(std::uint32_t chance) {
    return part_of(spread_most, chance);
}

}  // namespace paraat::sdk

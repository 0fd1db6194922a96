#include "hub/app/consultations.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds consultation_lasts = std::chrono::minutes{10};

}  // namespace

bool Consultations::is_new(const core::ClientName& asker, const core::Consulted& consulted, Instant now) {
    if (now - swept_at_ >= consultation_lasts) {
        std::erase_if(noted_at_, [&](const auto& noted) { return now - noted.second >= consultation_lasts; });
        swept_at_ = now;
    }
    const Key key{asker, consulted.ask, consulted.about, consulted.division, consulted.is_refused, consulted.of};
    const auto [noted, is_first] = noted_at_.try_emplace(key, now);
    if (!is_first && now - noted->second < consultation_lasts) return false;
    noted->second = now;
    return true;
}

}  // namespace paraat::app

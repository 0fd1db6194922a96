#include "hub/app/rejections.hpp"

namespace paraat::app {
namespace {

constexpr Milliseconds interval = std::chrono::minutes{1};
constexpr std::size_t clients_most = 10'000;  // then forgotten: at worst somebody is told twice

}  // namespace

bool Rejections::is_first(const core::ClientName& client, core::InputKind kind, Instant now) {
    if (told_at_.size() >= clients_most) told_at_.clear();
    const auto [told, is_new] = told_at_.try_emplace({client, kind}, now);
    if (!is_new && now - told->second < interval) return false;
    told->second = now;
    return true;
}

void Rejections::log(std::string_view message, const LogFields& fields, Instant now) {
    if (!minute_ || now - *minute_ >= interval) {
        minute_ = now;
        lines_ = 0;
    }
    if (++lines_ < lines_most) log_warn(message, fields);
    if (lines_ == lines_most) log_warn("more is rejected than is logged; see paraat_rejected_total");
}

}  // namespace paraat::app

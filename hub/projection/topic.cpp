#include "hub/projection/topic.hpp"

#include <algorithm>

namespace paraat::projection {
namespace {

bool is_account_name(std::string_view name) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), is_letter);
}

}  // namespace

std::optional<Topics::Source> Topics::source_of(std::string_view topic) const {
    if (const auto partner = partner_of(topic)) return partner;
    const std::string prefix = root_ + "/up/";
    if (!topic.starts_with(prefix)) return std::nullopt;
    topic.remove_prefix(prefix.size());
    const auto slash = topic.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto kind = core::from_word<core::InputKind>(topic.substr(slash + 1));
    if (!kind || !is_account_name(topic.substr(0, slash))) return std::nullopt;
    return Source{core::ClientName{std::string(topic.substr(0, slash))}, *kind};
}

std::optional<Topics::Source> Topics::partner_of(std::string_view topic) const {
    const std::string prefix = root_ + "/partner/";
    constexpr std::string_view between = "/in/";
    if (!topic.starts_with(prefix)) return std::nullopt;
    topic.remove_prefix(prefix.size());
    const auto end = topic.find('/');
    if (end == std::string_view::npos || !topic.substr(end).starts_with(between)) return std::nullopt;
    const std::string_view kind = topic.substr(end + between.size());
    const std::string_view name = topic.substr(0, end);
    if (!is_account_name(name) || std::find(partner_kinds.begin(), partner_kinds.end(), kind) == partner_kinds.end()) {
        return std::nullopt;
    }
    return Source{core::ClientName{std::string(name)}, core::InputKind::report, true, kind};
}

}  // namespace paraat::projection

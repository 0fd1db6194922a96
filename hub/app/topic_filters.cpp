#include "hub/app/topic_filters.hpp"

#include <algorithm>

#include "hub/projection/access.hpp"

namespace paraat::app {
namespace {

// The first level, which is taken off; `is_last` when nothing follows it.
std::string_view next_level(std::string_view& rest, bool& is_last) {
    const auto slash = rest.find('/');
    is_last = slash == std::string_view::npos;
    const std::string_view level = rest.substr(0, slash);
    rest.remove_prefix(is_last ? rest.size() : slash + 1);
    return level;
}

}  // namespace

bool filter_holds(std::string_view filter, std::string_view topic) {
    // What begins with '$' is held by no wildcard at the beginning.
    if (topic.starts_with('$') && (filter.starts_with('+') || filter.starts_with('#'))) return false;
    bool is_filter_over = false;
    bool is_topic_over = false;
    while (true) {
        const std::string_view wanted = next_level(filter, is_filter_over);
        if (wanted == "#") return true;
        const std::string_view level = next_level(topic, is_topic_over);
        if (wanted != "+" && wanted != level) return false;
        if (is_topic_over) return is_filter_over || filter == "#";
        if (is_filter_over) return false;
    }
}

ReadingRights::ReadingRights(const core::Organisation& organisation, const projection::Topics& topics,
                             const core::ClientName& account) {
    for (projection::Access& access : projection::access_of(organisation, topics, account)) {
        if (access.may_read) filters_.push_back(std::move(access.family.filter));
    }
}

bool ReadingRights::may_read(std::string_view topic) const {
    return std::any_of(filters_.begin(), filters_.end(),
                       [&](const std::string& filter) { return filter_holds(filter, topic); });
}

}  // namespace paraat::app

#include "hub/projection/heard_list.hpp"

#include <algorithm>

namespace paraat::projection {
namespace {

void put_into(std::deque<core::HeardMessage>& list, core::HeardMessage message) {
    list.push_front(std::move(message));
    if (list.size() > HeardList::most) list.pop_back();
}

}  // namespace

void HeardList::put(core::HeardMessage message) {
    put_into(message.is_covert ? covert_ : open_, std::move(message));
}

std::vector<core::HeardMessage> HeardList::all(bool with_covert) const {
    std::vector<core::HeardMessage> found(open_.begin(), open_.end());
    if (!with_covert) return found;
    found.insert(found.end(), covert_.begin(), covert_.end());
    std::stable_sort(found.begin(), found.end(), [](const auto& one, const auto& other) { return one.at > other.at; });
    return found;
}

void answer_heard(const Archive& archive, const core::ClientName& asker, const core::Query& query,
                  core::QueryResult& result) {
    auto& items = result.heard.emplace();
    if (archive.heard == nullptr) return;
    const bool is_cleared = core::is_cleared_for(archive.organisation, asker, core::covert_compartment);
    for (core::HeardMessage& message : archive.heard->all(is_cleared)) {
        if (query.unit && message.client != *query.unit) continue;
        ++result.total;
        if (items.size() < static_cast<std::size_t>(query.limit)) items.push_back(std::move(message));
    }
}

}  // namespace paraat::projection
